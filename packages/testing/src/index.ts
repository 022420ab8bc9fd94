export { settle, TestClock } from "./test-clock.js";
