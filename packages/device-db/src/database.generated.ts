// Made from packages/device-db/data by tools/src/generate.mjs. Edit that, not this.
import type { DeviceData } from "./device-data.js";

export const deviceData: DeviceData = JSON.parse(String.raw`
{"featureLists":[
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,16]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Perineum Vibrator","outputs":{"vibrate":{"range":[0,127]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,127]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Thruster","outputs":{"vibrate":{"range":[0,5]}},"inputs":{}},{"index":1,"label":"Suction Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,128]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":3,"label":"Vibrator 4","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":4,"label":"Vibrator 5","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":5,"label":"Vibrator 6","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":6,"label":"Vibrator 7","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":7,"label":"Vibrator 8","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":3,"label":"Vibrator 4","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,19]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,19]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,180],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[-100,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,15],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,20]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Suction Pump","outputs":{"constrict":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Thruster","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Air Pump","outputs":{"constrict":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Thruster","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Air Pump","outputs":{"constrict":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[-100,100]}},"inputs":{}}],
[{"index":0,"label":"Sprayer","outputs":{"spray":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Finger-Tapping Motion","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Finger-Tapping Motion","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Tongue Motion","outputs":{"rotate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Left Vibrator","outputs":{"vibrate":{"range":[0,1]}},"inputs":{}},{"index":1,"label":"Right Vibrator","outputs":{"vibrate":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":1,"label":"Thruster","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Thruster","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,5]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Light","outputs":{"led":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Air Pump","outputs":{"constrict":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Air Pump","outputs":{"constrict":{"range":[0,7]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Air Pump","outputs":{"constrict":{"range":[0,2]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Air Pump","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Suction Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Constrictor","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Constrictor","outputs":{"constrict":{"range":[0,9]}},"inputs":{}}],
[{"index":0,"label":"Biting Lips","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Sideways Flicker","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,9]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,7]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Internal Whip","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Internal Whip","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Flicker","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Air Pump","outputs":{"constrict":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Air Pump","outputs":{"constrict":{"range":[0,9]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Air Pump","outputs":{"constrict":{"range":[0,9]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Constrictor","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Constrictor","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,9]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}}],
[{"index":3,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":3,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Suction","outputs":{"constrict":{"range":[0,4]}},"inputs":{}}],
[{"index":0,"label":"Internal Simulator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Internal Whip","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":3,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":3,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Constrictor","outputs":{"constrict":{"range":[0,7]}},"inputs":{}}],
[{"index":2,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Suction","outputs":{"constrict":{"range":[0,1]}},"inputs":{}}],
[{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Suction","outputs":{"constrict":{"range":[0,9]}},"inputs":{}},{"index":6,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":3,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Constrictor","outputs":{"constrict":{"range":[0,7]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":7,"label":"Sprayer","outputs":{"spray":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Constrictor","outputs":{"constrict":{"range":[0,7]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Heater","outputs":{"temperature":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Constrictor","outputs":{"constrict":{"range":[0,7]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Pressure (Normalized)","outputs":{},"inputs":{"pressure":{"ranges":[[0,2000]],"commands":["subscribe"]}}},{"index":1,"label":"Pressure (Raw)","outputs":{},"inputs":{"pressure":{"ranges":[[0,2000]],"commands":["subscribe"]}}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,4]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,4],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,99],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,99],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,6]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,99],"durationRange":[0,100000]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[0,9]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,25]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":1,"label":"Inflator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,99]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Second Channel","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,1000],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,121]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,127]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,127]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,127]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Air Pump","outputs":{"constrict":{"range":[0,3]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[-20,20]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Thruster","outputs":{"oscillate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"Rotator","outputs":{"rotate":{"range":[0,20]}},"inputs":{}},{"index":3,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Thruster","outputs":{"oscillate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":3,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Stroker","outputs":{"oscillate":{"range":[0,20]},"hwPositionWithDuration":{"range":[0,100],"durationRange":[0,100000]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Both Vibrators","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Finger Motion","outputs":{"rotate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Tip Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":3,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Constrictor","outputs":{"constrict":{"range":[0,54]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,77]}},"inputs":{}},{"index":1,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Suction","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,68]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,1000]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[-255,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,9]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":3,"label":"Vibrator 4","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":4,"label":"Vibrator 5","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":5,"label":"Vibrator 6","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}},{"index":3,"label":"Vibrator 4","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,56]}},"inputs":{}}],
[{"index":0,"label":"Right Thigh","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Left Thigh","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Right Buttock","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":3,"label":"Left Buttock","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":4,"label":"Right Back","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":5,"label":"Left Back","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":6,"label":"Right Shoulder","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":7,"label":"Left Shoulder","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[-2,2]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,50]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Constrictor","outputs":{"constrict":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Constrictor","outputs":{"constrict":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Constrictor","outputs":{"constrict":{"range":[0,100]}},"inputs":{}}],
[{"index":0,"label":"Stroker","outputs":{"hwPositionWithDuration":{"range":[0,100],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,10]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Constrictor","outputs":{"constrict":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Rotator","outputs":{"rotate":{"range":[0,255]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,20]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}}],
[{"index":0,"label":"Wearer Vibrator","outputs":{"oscillate":{"range":[0,20]}},"inputs":{}},{"index":1,"label":"Receiver Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}},{"index":2,"label":"Wearer Clitoral Vibrator","outputs":{"vibrate":{"range":[0,20]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Thruster","outputs":{"oscillate":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":2,"label":"Suction","outputs":{"constrict":{"range":[0,2]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Pulsator","outputs":{"vibrate":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Oscillator","outputs":{"oscillate":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Suction","outputs":{"constrict":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Suction","outputs":{"constrict":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,30]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}},{"index":1,"label":"External Pulsator","outputs":{"vibrate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,19]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrating Attachments","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Suction Lens","outputs":{"vibrate":{"range":[0,1]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":2,"label":"Oscillator","outputs":{"oscillate":{"range":[0,3]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,10]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,5]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[-6,6]}},"inputs":{}}],
[{"index":0,"label":"Linear Axis","outputs":{"position":{"range":[0,1000]},"hwPositionWithDuration":{"range":[0,1000],"durationRange":[0,100000]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,9]}},"inputs":{}},{"index":1,"label":"Rotator","outputs":{"rotate":{"range":[0,9]}},"inputs":{}}],
[{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,50]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,100]}},"inputs":{}},{"index":1,"label":"Vibrator","outputs":{"vibrate":{"range":[0,100]}},"inputs":{}},{"index":2,"label":"Rotator","outputs":{"rotate":{"range":[-100,100]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,99]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,99]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,255]}},"inputs":{}},{"index":2,"label":"Vibrator 3","outputs":{"vibrate":{"range":[0,2]}},"inputs":{}},{"index":3,"label":"Battery","outputs":{},"inputs":{"battery":{"ranges":[[0,100]],"commands":["read"]}}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[-10,10]}},"inputs":{}}],
[{"index":0,"label":"Rotator","outputs":{"rotate":{"range":[-99,99]}},"inputs":{}}],
[{"index":0,"label":"Rotator 1","outputs":{"rotate":{"range":[-99,99]}},"inputs":{}},{"index":1,"label":"Rotator 2","outputs":{"rotate":{"range":[-99,99]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}},{"index":1,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,15]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,12]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,22]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,12]}},"inputs":{}},{"index":1,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,12]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,27]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,27]}},"inputs":{}},{"index":1,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,27]}},"inputs":{}}],
[{"index":0,"label":"Internal Vibrator","outputs":{"vibrate":{"range":[0,30]}},"inputs":{}},{"index":1,"label":"External Vibrator","outputs":{"vibrate":{"range":[0,30]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,30]}},"inputs":{}}],
[{"index":0,"label":"Oscillator","outputs":{"oscillate":{"range":[0,99]}},"inputs":{}}],
[{"index":0,"label":"Right Vibrator","outputs":{"vibrate":{"range":[0,65535]}},"inputs":{}},{"index":1,"label":"Left Vibrator","outputs":{"vibrate":{"range":[0,65535]}},"inputs":{}}],
[{"index":0,"label":"Vibrator","outputs":{"vibrate":{"range":[0,8]}},"inputs":{}}],
[{"index":0,"label":"Vibrator 1","outputs":{"vibrate":{"range":[0,8]}},"inputs":{}},{"index":1,"label":"Vibrator 2","outputs":{"vibrate":{"range":[0,8]}},"inputs":{}}]
],"protocols":[
{"key":"activejoy","bluetooth":{"names":["SS-TD-YDTD-001"],"manufacturerData":[],"services":{"0000f0b0-0000-1000-8000-00805f9b34fb":{"rx":"0000f0b2-0000-1000-8000-00805f9b34fb","tx":"0000f0b1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["intoyou-remote-egg-vibrator","IntoYou Remote Egg Vibrator",[],0]
]},
{"key":"adrienlastic","bluetooth":{"names":["Placeholder to avoid conflict with bad attempt to clone a Lovense Lush"],"manufacturerData":[],"services":{"6e400001-b5a3-f393-e0a9-e50e24dcca9e":{"tx":"6e400002-b5a3-f393-e0a9-e50e24dcca9e"}},"advertised":["00001320-0000-1000-8000-00805f9b34fb"]},"before":["lovense"],"models":[
["adrien-lastic-device","Adrien Lastic Device",[],1],
["adrien-lastic-palpitation","Adrien Lastic Palpitation",["LVS-S001"],1],
["adrien-lastic-revelation","Adrien Lastic Revelation",["LVS-S002"],1]
]},
{"key":"amorelie-joy","bluetooth":{"names":["4D01","4D02","4D03","4D04","4D05","4D06","4D07","4D08","4D09"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe3-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["amorelie-joy-device","Amorelie Joy Device",[],2],
["amorelie-joy-move","Amorelie Joy Move",["4D02"],2],
["amorelie-joy-cha-cha","Amorelie Joy Cha-Cha",["4D05"],2],
["amorelie-joy-boogie","Amorelie Joy Boogie",["4D06"],2],
["amorelie-joy-shimmer","Amorelie Joy Shimmer",["4D01"],2],
["amorelie-joy-grow","Amorelie Joy Grow",["4D03"],2],
["amorelie-joy-shuffle","Amorelie Joy Shuffle",["4D04"],2],
["amorelie-joy-salsa","Amorelie Joy Salsa",["4D07"],2]
]},
{"key":"aneros","bluetooth":{"names":["Massage Demo"],"manufacturerData":[],"services":{"0000ff00-0000-1000-8000-00805f9b34fb":{"tx":"0000ff01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["aneros-vivi","Aneros Vivi",[],3]
]},
{"key":"ankni","bluetooth":{"names":["DSJM"],"manufacturerData":[],"services":{"0000180a-0000-1000-8000-00805f9b34fb":{"generic0":"00002a50-0000-1000-8000-00805f9b34fb"},"0000fe00-0000-1000-8000-00805f9b34fb":{"tx":"0000fe01-0000-1000-8000-00805f9b34fb"},"0000fffe-0000-1000-8000-00805f9b34fb":{"tx":"0000fe02-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["roselex-device","Roselex Device",[],4]
]},
{"key":"bananasome","bluetooth":{"names":["\u706b\u7badX7"],"manufacturerData":[],"services":{"0000ae00-0000-1000-8000-00805f9b34fb":{"tx":"0000ae01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["bananasome-rocket-x7","Bananasome Rocket X7",[],5]
]},
{"key":"cachito","bluetooth":{"names":["CCTSK","CCTXueGao"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff2-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["cachito-device","Cachito Device",[],6],
["cachito-lure-tao","Cachito Lure Tao",["CCTSK"],6],
["cachito-ice-cream","Cachito Ice Cream",["CCTXueGao"],6]
]},
{"key":"cowgirl","bluetooth":{"names":["THE COWGIRL","THE UNICORN"],"manufacturerData":[],"services":{"0000fe00-0000-1000-8000-00805f9b34fb":{"tx":"0000fe01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["the-cowgirl-device","The Cowgirl Device",[],7],
["the-cowgirl","The Cowgirl",["THE COWGIRL"],7],
["the-unicorn","The Unicorn",["THE UNICORN"],7]
]},
{"key":"cowgirl-cone","bluetooth":{"names":["CG-CONE"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["the-cowgirl-cone","The Cowgirl Cone",[],8],
["the-cowgirl-cone-cg-cone","The Cowgirl Cone",["CG-CONE"],8]
]},
{"key":"cueme","bluetooth":{"names":["FUNCODE_*"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["cueme-device","Cueme Device",[],9],
["cueme-mens","Cueme Mens",["1"],9],
["cueme-bra","Cueme Bra",["2"],9],
["cueme-womans","Cueme Womans",["3"],10]
]},
{"key":"cupido","bluetooth":{"names":["MY2607-BLE-V1.0"],"manufacturerData":[],"services":{"0000f0b0-0000-1000-8000-00805f9b34fb":{"rx":"0000f0b2-0000-1000-8000-00805f9b34fb","tx":"0000f0b1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["cupido-device","Cupido Device",[],0]
]},
{"key":"deepsire","bluetooth":{"names":["IMP 3"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["deepsire-device","DeepSire Device",[],0],
["kuirkish-imp-3","Kuirkish Imp 3",["IMP 3"],0]
]},
{"key":"feelingso","bluetooth":{"names":["Flair Feel"],"manufacturerData":[],"services":{"42410001-0000-0101-0000-736278637a72":{"tx":"42410002-0000-0101-0000-736278637a72","rx":"42410003-0000-0101-0000-736278637a72"}},"advertised":[]},"models":[
["feelingso-flair-feel","FeelingSo Flair Feel",[],11]
]},
{"key":"fleshy-thrust","bluetooth":{"names":["BT05"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["fleshy-thrust-sync","Fleshy Thrust Sync",[],12]
]},
{"key":"fluffer","bluetooth":{"names":["fake_name_as_we_must_match_fluffer_manufacturer_data"],"manufacturerData":[{"company":26698}],"services":{"53300031-0060-4bd4-bbe5-a6920e4c5663":{"tx":"53300032-0060-4bd4-bbe5-a6920e4c5663","rx":"53300033-0060-4bd4-bbe5-a6920e4c5663"}},"advertised":[]},"models":[
["fluffer-device","Fluffer Device",[],2],
["fluffer-g-thing","Fluffer G-Thing",["FDGTHING"],2],
["fluffer-g2g","Fluffer G2G",["FDG2G"],2],
["fluffer-rock-hard-power-ring","Fluffer Rock Hard Power Ring",["FDPR"],2],
["motorbunny-classic-fluffer-version","MotorBunny Classic (Fluffer version)",["MBO","MB Controller"],13],
["motorbunny-buck-fluffer-version","MotorBunny Buck (Fluffer version)",["MBB","MB Link 201"],14]
]},
{"key":"foreo","bluetooth":{"names":["FOFO","LUNA fofo","LUNA FOFO","LUNA PLAY SMART","LUNA PLAYSMART2","LUNA PLAY SMART2","LUNA play smart2","LUNA play smart 2","LUNA 3","LUNA3","LUNA3PLUS","LUNA3 PLUS","LUNA 3 PLUS","LUNA 3 plus","LUNA 3 MEN","LUNA3MEN","LUNA MINI3","LUNA MINI 3","LUNA mini 3","LUNA4PLUS","LUNA4","LUNA 4","LUNA4 PLUS","LUNA 4 plus","LUNA4MEN","LUNA 4 MEN","LUNA 4 FOR MEN","LUNA MINI4","LUNA MINI 4","LUNA mini 4","LUNA 4 mini","UFO","UFO mini","UFO MINI","UFO MIN","UFO2","UFO 2","UFOMINI2","UFO mini 2","UFO3","UFO3mini","UFO3go","UFO3led","BEAR","BEAR_MINI","BEAR MINI","BEAR mini","BEAR2","BEAR 2","BEAR2go","BEAR2body","BEAR2eyes","UFO3eyes","KIWI","KIWI derma"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["foreo-device","Foreo Device",[],15],
["foreo-luna-fofo","Foreo LUNA fofo",["FOFO","LUNA fofo","LUNA FOFO","LUNA PLAY SMART"],15],
["foreo-luna-play-smart-2","Foreo LUNA play smart 2",["LUNA PLAYSMART2","LUNA PLAY SMART2","LUNA play smart2","LUNA play smart 2"],15],
["foreo-luna-3","Foreo LUNA 3",["LUNA 3","LUNA3"],15],
["foreo-luna-3-plus","Foreo LUNA 3 plus",["LUNA3PLUS","LUNA3 PLUS","LUNA 3 PLUS","LUNA 3 plus"],15],
["foreo-luna-3-men","Foreo LUNA 3 men",["LUNA 3 MEN","LUNA3MEN"],15],
["foreo-luna-3-mini","Foreo LUNA 3 mini",["LUNA MINI3","LUNA MINI 3","LUNA mini 3"],15],
["foreo-luna-4","Foreo LUNA 4",["LUNA4","LUNA 4"],15],
["foreo-luna-4-plus","Foreo LUNA 4 plus",["LUNA4PLUS","LUNA4 PLUS","LUNA 4 plus"],15],
["foreo-luna-4-men","Foreo LUNA 4 men",["LUNA4MEN","LUNA 4 MEN","LUNA 4 FOR MEN"],15],
["foreo-luna-4-mini","Foreo LUNA 4 mini",["LUNA MINI4","LUNA MINI 4","LUNA mini 4","LUNA 4 mini"],15],
["foreo-ufo","Foreo UFO",["UFO"],15],
["foreo-ufo-mini","Foreo UFO mini",["UFO mini","UFO MINI","UFO MIN"],15],
["foreo-ufo-2","Foreo UFO 2",["UFO2","UFO 2"],15],
["foreo-ufo-3","Foreo UFO 3",["UFO3"],15],
["foreo-ufo-3-go","Foreo UFO 3 go",["UFO3go"],15],
["foreo-ufo-3-led","Foreo UFO 3 led",["UFO3eyes","UFO3led"],15],
["foreo-ufo-3-mini","Foreo UFO 3 mini",["UFO3mini"],15],
["foreo-ufo-mini-2","Foreo UFO mini 2",["UFOMINI2","UFO mini 2"],15],
["foreo-bear","Foreo BEAR",["BEAR"],15],
["foreo-bear-mini","Foreo BEAR mini",["BEAR_MINI","BEAR MINI","BEAR mini"],15],
["foreo-bear-2","Foreo BEAR 2",["BEAR2","BEAR 2"],15],
["foreo-bear-2-go","Foreo BEAR 2 go",["BEAR2go"],15],
["foreo-bear-2-eyes","Foreo BEAR 2 eyes",["BEAR2eyes"],15],
["foreo-bear-2-body","Foreo BEAR 2 body",["BEAR2body"],15],
["foreo-kiwi","Foreo KIWI",["KIWI"],15],
["foreo-kiwi-derma","Foreo KIWI derma",["KIWI derma"],15]
]},
{"key":"fox","bluetooth":{"names":["FOX","FOX M70 Pro","FoxM70Pro","FOX M70-2"],"manufacturerData":[],"services":{"0000ae00-0000-1000-8000-00805f9b34fb":{"tx":"0000ae01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["fox-device","Fox Device",[],4]
]},
{"key":"fredorch","bluetooth":{"names":["YXlinksSPP"],"manufacturerData":[],"services":{"0000ffb0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffb1-0000-1000-8000-00805f9b34fb","rx":"0000ffb2-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["fredorch-device","Fredorch Device",[],16]
]},
{"key":"fredorch-rotary","bluetooth":{"names":["M1_*"],"manufacturerData":[],"services":{"0000ae10-0000-1000-8000-00805f9b34fb":{"rx":"0000ae02-0000-1000-8000-00805f9b34fb","tx":"0000ae01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["fredorch-rotary-device","Fredorch Rotary Device",[],17]
]},
{"key":"galaku","bluetooth":{"names":["GX85","GX07","GX17","GX21","GX22","GX16","GX29","GX23","GX25","GX26","GK03","GX39","G321","G304","G336","G331","G326","G335","G341","G355","G349","G407","G204","G171","G12D","G123","G23A","A073","GLMT","G901","G912","G20B","K112","G202","K118","K107","G203","TXHL","TXMM","TXKL","K108","K109","KWL2","TFHL","TFMM","TFKL","K120","K12A","K12C","LL18","CYX2","RC31","MD19","QD48","BGSF","BGQS","AX05","DT01","BGZY","A531","YXSJ","G317","G312","G302","G320","G314","G228","G315","G307","K311","G339","G354","G12B","G29C","G29D","GKML","G348","G913","G213","TFF1","G310","K113","D358","G322","D402","G40A","G403","G43A","K12B","QCVW","QCSW","QCPW","SN80","BGCD","TFG1","GK27","GX27","GK25","AC695X_1(BLE)","GX33","WSXK"],"manufacturerData":[],"services":{"00001000-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00001002-0000-1000-8000-00805f9b34fb","tx":"00001001-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["galaku-device","Galaku Device",[],18],
["galaku-nebula","Galaku Nebula",["V415"],18],
["galaku-shana","Galaku Shana",["GX85"],18],
["galaku-miya","Galaku Miya",["GX07"],18],
["galaku-capsule-lipstick","Galaku Capsule lipstick",["GX17"],18],
["galaku-vitality-cat","Galaku Vitality Cat",["GX21"],18],
["galaku-phantom-x","Galaku Phantom X",["GX22"],18],
["galaku-vitality-strawberry","Galaku Vitality Strawberry",["GX16"],18],
["galaku-little-magic-box","Galaku Little Magic Box",["GX29"],18],
["galaku-little-whale","Galaku Little Whale",["GX23"],18],
["galaku-happy-vibrator","Galaku Happy Vibrator",["GX25"],18],
["galaku-xiaobao-beans","Galaku Xiaobao Beans",["GX26"],18],
["galaku-capsule-vibrator","Galaku Capsule Vibrator",["GK03"],18],
["galaku-ice-cone-miniav-stick","Galaku Ice cone miniAV stick",["GX39"],18],
["galaku-mini-ice-cream-cone","Galaku mini ice cream cone",["G321"],18],
["galaku-shia-s-collar","Galaku Shia's Collar",["G304"],18],
["galaku-octopus-glans-massager","Galaku Octopus glans massager",["G331"],18],
["galaku-alice","Galaku Alice",["G326"],18],
["galaku-unicorn-butt-plug","Galaku Unicorn Butt Plug",["G335"],18],
["galaku-ace","Galaku Ace",["G341"],18],
["galaku-little-cute-turtle","Galaku Little cute turtle",["G355"],18],
["galaku-little-bullet","Galaku Little Bullet",["G349"],18],
["galaku-joy-vibrator","Galaku Joy Vibrator",["G407"],18],
["galaku-bowling","Galaku Bowling",["G204"],18],
["galaku-mixin-controller","Galaku Mixin Controller",["G171"],18],
["galaku-hua-chao-brush","Galaku Hua Chao Brush",["G12D"],18],
["galaku-sai","Galaku \u82b1sai",["G123"],18],
["galaku-the-second-generation-of-vitality-bird","Galaku The Second Generation of Vitality Bird",["G336"],18],
["galaku-dream-vibration","Galaku Dream Vibration",["G23A"],18],
["galaku-joy-vibrator-a073","Galaku Joy Vibrator",["A073"],18],
["galaku-rogue-rabbit","Galaku Rogue Rabbit",["GLMT"],18],
["galaku-donut","Galaku Donut",["G912"],18],
["galaku-suck-the-vibrator","Galaku Suck the vibrator",["G901"],18],
["galaku-ballet-vibrator","Galaku Ballet Vibrator",["G20B"],18],
["galaku-donut-k112","Galaku Donut",["K112"],18],
["galaku-flirting-pen","Galaku Flirting Pen",["G202"],18],
["galaku-ball-vibrator","Galaku Ball vibrator",["K118"],18],
["galaku-cyberpunk-airplane-cup","Galaku Cyberpunk Airplane Cup",["K107"],18],
["galaku-vitality-cute-pet","Galaku Vitality Cute Pet",["G203"],18],
["galaku-little-gourd-vibrating-egg","Galaku Little gourd vibrating egg",["TXHL"],18],
["galaku-little-kitten","Galaku little kitten",["TXMM"],18],
["galaku-little-dinosaur","Galaku Little Dinosaur",["TXKL"],18],
["galaku-bell-sucking","Galaku Bell sucking",["K108"],18],
["galaku-ring-vibration","Galaku Ring vibration",["K109"],18],
["galaku-erection-booster","Galaku Erection Booster",["KWL2"],18],
["galaku-gyoyo-g-meaning-yue-little-gourd","Galaku Gyoyo-G (meaning Yue-little gourd)",["TFHL"],18],
["galaku-gyoyo-meaning-joy","Galaku Gyoyo (meaning joy)",["TFMM"],18],
["galaku-gyoyo-meaning-joy-tfkl","Galaku Gyoyo (meaning joy)",["TFKL"],18],
["galaku-pinky-stick","Galaku Pinky stick",["K120"],18],
["galaku-little-turtle-stick","Galaku Little Turtle Stick",["K12A"],18],
["galaku-xiao-xian-wan","Galaku Xiao Xian Wan",["K12C"],18],
["galaku-mitang","Galaku Mitang",["LL18"],18],
["secret-lover-simon","Secret Lover Simon",["CYX2"],18],
["secret-lover-betty","Secret Lover Betty",["RC31"],18],
["secret-lover-kevin","Secret Lover Kevin",["MD19"],18],
["adorime-wearable-egg-vibrator","Adorime Wearable Egg Vibrator",["QD48"],18],
["adorime-male-masturbator","Adorime Male Masturbator",["BGSF"],18],
["adorime-penis-vibrator","Adorime Penis Vibrator",["BGQS"],18],
["adorime-anal-vibrator","Adorime Anal Vibrator",["AX05"],18],
["adorime-chastity-cage","Adorime Chastity Cage",["DT01"],18],
["adorime-penis-helmet-vibrator","Adorime Penis Helmet Vibrator",["BGZY"],18],
["adorime-pink-touch","Adorime Pink Touch",["A531"],18],
["galaku-zaku-aircraft-cup","Galaku Zaku Aircraft Cup",["G317"],19],
["galaku-mecha","Galaku Mecha",["G312"],19],
["galaku-little-devil","Galaku Little Devil",["G302"],20],
["galaku-athena","Galaku Athena",["G320"],19],
["galaku-vitality-octopus-ii","Galaku Vitality Octopus II",["G314"],20],
["galaku-unicorn","Galaku Unicorn",["G315"],20],
["galaku-queen-bee-gun","Galaku Queen Bee Gun",["G307"],19],
["galaku-freya","Galaku Freya",["K311"],20],
["galaku-rhino-prostate-massager","Galaku Rhino Prostate Massager",["G339"],21],
["galaku-armoured-one","Galaku Armoured-ONE",["G354"],19],
["galaku-flower-season","Galaku Flower Season",["G12B"],20],
["galaku-little-rubik-s-cube","Galaku Little Rubik's Cube",["G29C"],20],
["galaku-small-powder-cake","Galaku Small powder cake",["G29D"],20],
["galaku-milly","Galaku Milly",["GKML"],20],
["galaku-rhinoceros-back-court","Galaku Rhinoceros Back Court",["G348"],20],
["galaku-unicorn-ii","Galaku Unicorn II",["G913"],20],
["galaku-phantom","Galaku Phantom",["G213"],20],
["galaku-unicorn-ii-k113","Galaku Unicorn II",["K113"],20],
["galaku-little-dolphin","Galaku Little Dolphin",["G228"],20],
["galaku-scepter-av-stick","Galaku Scepter AV Stick",["G310"],20],
["galaku-f1-aircraft-cup","Galaku F1 Aircraft Cup",["TFF1"],20],
["galaku-classic-vibration-absorbing-av-state","Galaku Classic vibration-absorbing AV state",["D358"],20],
["galaku-unicorn-g322","Galaku Unicorn",["G322"],20],
["galaku-new-series-of-vibrators","Galaku New series of vibrators",["D402"],20],
["galaku-new-series-of-vibrators-g40a","Galaku New series of vibrators",["G40A"],20],
["galaku-new-series-of-vibrators-g403","Galaku New series of vibrators",["G403"],20],
["galaku-new-series-of-vibrators-g43a","Galaku New series of vibrators",["G43A"],20],
["galaku-little-turtle-stick-k12b","Galaku Little Turtle Stick",["K12B"],20],
["kisstoy-lost-vibrating","Kisstoy Lost (Vibrating)",["QCVW"],20],
["kisstoy-lost-sucking","Kisstoy Lost (Sucking)",["QCSW"],20],
["kisstoy-lost-insertable","Kisstoy Lost (Insertable)",["QCPW"],20],
["adorime-g-spot-rabbit-dildo-vibrator","Adorime G-spot Rabbit Dildo Vibrator",["SN80"],20],
["adorime-backy","Adorime Backy",["BGCD"],20],
["adorime-cock-ring","Adorime Cock Ring",["YXSJ"],20],
["galaku-aurora-aircraft-cup","Galaku Aurora Aircraft Cup",["TFG1"],22],
["galaku-cannon-gt","Galaku Cannon-GT",["GK27","GX27"],18],
["galaku-phantom-plus","Galaku Phantom PLUS",["GK25"],18],
["galaku-vision","Galaku Vision",["AC695X_1(BLE)"],18],
["galaku-dimension-no-1","Galaku Dimension No. 1",["GX33"],18],
["galaku-starry-sky-cup","Galaku Starry Sky CUP",["WSXK"],18]
]},
{"key":"galaku-pump","bluetooth":{"names":["V415"],"manufacturerData":[],"services":{"00001000-0000-1000-8000-00805f9b34fb":{"tx":"00001001-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["galaku-device-galaku-pump","Galaku Device",[],23],
["galaku-nebula-v415","Galaku Nebula",["V415"],23]
]},
{"key":"hgod","bluetooth":{"names":["AMN NEO"],"manufacturerData":[],"services":{"0000ffe3-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["hgod-device","Hgod Device",[],15]
]},
{"key":"hismith","bluetooth":{"names":["HISMITH","Wildolo","\u0007HISMITH"],"manufacturerData":[],"services":{"0000ff90-0000-1000-8000-00805f9b34fb":{"rxblemodel":"0000ff96-0000-1000-8000-00805f9b34fb"},"0000ffe5-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe9-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["hismith-device","Hismith device",[],24],
["hismith-sex-machine","Hismith Sex Machine",["1001"],24],
["hismith-pro-traveler","Hismith Pro Traveler",["1002"],24],
["hismith-capsule","Hismith Capsule",["1003"],24],
["hismith-thrusting-cup","Hismith Thrusting Cup",["2001"],25],
["hismith-g011","Hismith G011",["1006"],25],
["wildolo-device","Wildolo Device",["3001"],2]
]},
{"key":"hismith-mini","bluetooth":{"names":["Auxfun-Box","Sinloli","Sinloli-Sherry","Eropair *","HISMITH S1","HISMITH S2","HISMITH S3","Sinloli Cosima","Sinloli-Ethel","Sinloli Aston","Hismith Piupiu","PleasureDrive"],"manufacturerData":[],"services":{"0000ff90-0000-1000-8000-00805f9b34fb":{"rxblemodel":"0000ff96-0000-1000-8000-00805f9b34fb"},"0000ffe5-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe9-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["hismith-mini-device","Hismith Mini device",[],24],
["auxfun-sex-machine","Auxfun Sex Machine",["4001"],24],
["hismith-sex-machine-1005","Hismith Sex Machine",["1005","1102"],24],
["hismith-mini-sex-machine","Hismith Mini Sex Machine",["1004"],24],
["hismith-servo-sex-machine","Hismith Servo Sex Machine",["1101"],24],
["hismith-ukulele","Hismith Ukulele",["1402"],24],
["kiiroo-pleasuredrive","Kiiroo PleasureDrive",["1501"],24],
["sinloli-automatic-sex-doll","Sinloli Automatic Sex Doll",["2201"],26],
["eropair-rabbit-vibrator","Eropair Rabbit Vibrator",["3101"],27],
["eropair-thrusting-vibrating-dildo","Eropair Thrusting Vibrating Dildo",["3102"],28],
["eropair-cup","Eropair Cup",["2101"],26],
["sinloli-cosima","Sinloli Cosima",["2204"],29],
["sinloli-ethel","Sinloli Ethel",["2202"],30],
["sinloli-aston","Sinloli Aston",["2205"],31],
["sinloli-piupiu","Sinloli Piupiu",["4002"],32]
]},
{"key":"honeyplaybox","bluetooth":{"names":["JXT002","HPB-393-1","HPB-0520","HONEY-835","HPB-399","HPB-398","HPB-437","HPB-296","HPB-297","HPB-376-1","JXT001","HPB-DDT003","HPB-391","HPB-472","HPB-393","HBP-JXT001"],"manufacturerData":[],"services":{"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"},"0000ff12-0000-1000-8000-00805f9b34fb":{"rx":"0000ff02-0000-1000-8000-00805f9b34fb","tx":"0000ff03-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["honey-play-box-device","Honey Play Box Device",[],18],
["honey-play-box-pearl-2","Honey Play Box Pearl 2",["HPB-0520"],18],
["honey-play-box-lili","Honey Play Box Lili",["HONEY-835"],18],
["honey-play-box-pleasure-pivot","Honey Play Box Pleasure Pivot",["HPB-398"],18],
["honey-play-box-anello","Honey Play Box Anello",["HPB-296"],18],
["honey-play-box-puff","Honey Play Box Puff",["HBP-JXT001"],18],
["honey-play-box-vibrosa","Honey Play Box Vibrosa",["JXT002"],20],
["honey-play-box-oly","Honey Play Box Oly",["HPB-393"],20],
["honey-play-box-oly-2","Honey Play Box Oly 2",["HPB-393-1"],20],
["honey-play-box-cyrus","Honey Play Box Cyrus",["HPB-399"],33],
["honey-play-box-fortexa","Honey Play Box Fortexa",["HPB-437"],34],
["honey-play-box-temp","Honey Play Box Temp",["HPB-297"],35],
["honey-play-box-joi-thrust-2","Honey Play Box Joi Thrust 2",["HPB-376-1"],36],
["honey-play-box-vibrosa-mini","Honey Play Box Vibrosa Mini",["JXT001"],20],
["honey-play-box-tressa","Honey Play Box Tressa",["HPB-DDT003"],35],
["honey-play-box-trilux","Honey Play Box Trilux",["HPB-391"],35],
["honey-play-box-melody","Honey Play Box Melody",["HPB-472"],20]
]},
{"key":"htk_bm","bluetooth":{"names":["HTK-BLE-BM001"],"manufacturerData":[],"services":{"00001802-0000-1000-8000-00805f9b34fb":{"tx":"00002a06-0000-1000-8000-00805f9b34fb"},"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["htk-breast-massager","HTK Breast Massager",[],37]
]},
{"key":"itoys","bluetooth":{"names":["26-021-B","SML-2310-SZ-B","ASF-001-BT-R"],"manufacturerData":[],"services":{"0000ffa0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffa1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["itoys-device","iToys Device",[],4],
["itoys-seagull","iToys Seagull",["26-021-B"],4],
["itoys-twinkling-stars","iToys Twinkling Stars",["SML-2310-SZ-B"],38],
["defyeah-horizontal-sex-machine-asfo16","Defyeah Horizontal Sex Machine ASFO16",["ASF-001-BT-R"],39]
]},
{"key":"jejoue","bluetooth":{"names":["Je Joue"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["je-joue-device","Je Joue Device",[],40]
]},
{"key":"joyhub","bluetooth":{"names":["J-Ringstar","J-RapidTwist2","J-Melody","J-Virtuoso","J-Pathfinder3","J-RoseLin","J-Viele","J-Pearlconch","J-PearlconchL","J-PetiteRose","J-MoonHorn","J-VibTrefoil","J-Panther","J-Mecha","J-Lagoon","J-Firedragon","J-Dina","J-Vbarbie3f","J-CHERLY2c","J-Pathfinder2","J-Pathfinder","J-VibRipple","J-Verax","J-Verax2","J-Euphoric2","J-ROSEBUD","J-Morningbuds2","J-Rhythmic4","J-Virtuoso2","J-Dyllis","J-Flamewing","J-VelvetRabbit","J-VividPulse","J-VioletVine","J-VibSiren2","J-Veemy","J-Fabledragon","J-Faunus","J-VortexTongue2","J-Torin","J-VBarbiep","J-Vbarbie","J-Viball","J-Vase","J-Vortex2s","J-Royaleye","J-VBarbie2t","J-Pau","J-Petalwish3","J-Marshal","J-Piet2","J-Vince","J-Dallin","J-Mace2","J-Verax4","J-Palmyra","J-Maiden","J-Viele3","J-Xylia","J-Troi","J-Tanmouth","J-Marcela","J-Vita","J-LACH","J-Markel","J-Pipes","J-Vigo","J-Petalwish2","J-VortexTongue","J-Velocity","JOYHUB-ROSELLA2","J-VibSiren","J-ElixirEgg","J-RetroGuard","J-TrueForm","J-TrueForm3","J-Rhythmic2","J-Rhythmic3","J-Mysticolor","J-VividWings","J-Rainbow","J-BlackBull","J-Peacock","J-Mariner","J-Mace","J-MarsLion","J-Tarian","J-Pul","J-Euphoric","J-Euphoric3","J-Torrian","J-Rayen","J-ROSELLA3","J-Mackay","J-Rowdy3","J-Eclipse","J-DukeDazzle2","J-Scarlett","J-Tarik","J-UricaGuard2","J-Viva","J-Ryden","J-Mars","J-MarsLion2","J-Myrna","J-Vase2","J-Martino","J-Enam","J-Viv","J-Vivara","J-Explorer2","J-Derik","J-Peachy","J-Divers","J-VioletGale","J-Vellum","J-Torque","J-Mighty","J-MowgliII","J-Pinhead","J-Victor","J-Mirage3","J-Maelstrom","J-Dodge","J-Pyt","J-Perseus","J-Pogo","J-Pyro","J-MaxSensr","J-Diego","J-RoseVore","J-Rosethorn2","J-Pak","J-VeeLips","J-Veeva2","J-Punch"],"manufacturerData":[],"services":{"0000ffa0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffa1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["joyhub-device","JoyHub Device",[],0],
["joyhub-rosella-2","JoyHub Rosella 2",["JOYHUB-ROSELLA2"],0],
["joyhub-velocity","JoyHub Velocity",["J-Velocity"],0],
["joyhub-elixiregg","JoyHub ElixirEgg",["J-ElixirEgg"],0],
["joyhub-retro-guard","JoyHub Retro Guard",["J-RetroGuard"],0],
["joyhub-trueform-3","JoyHub TrueForm 3",["J-TrueForm3"],0],
["joyhub-trueform","JoyHub TrueForm",["J-TrueForm"],0],
["joyhub-rhythmic-2","JoyHub Rhythmic 2",["J-Rhythmic2"],0],
["joyhub-rhythmic-3","JoyHub Rhythmic 3",["J-Rhythmic3"],0],
["joyhub-rainbow","JoyHub Rainbow",["J-Rainbow"],41],
["joyhub-black-bull","JoyHub Black Bull",["J-BlackBull"],0],
["joyhub-peacock","JoyHub Peacock",["J-Peacock"],41],
["joyhub-mace","JoyHub Mace",["J-Mace"],0],
["joyhub-tarian","JoyHub Tarian",["J-Tarian"],0],
["joyhub-euphoric","JoyHub Euphoric",["J-Euphoric"],0],
["joyhub-euphoric3","JoyHub Euphoric3",["J-Euphoric3"],0],
["joyhub-torrian","JoyHub Torrian",["J-Torrian"],0],
["joyhub-rayen","JoyHub Rayen",["J-Rayen"],0],
["joyhub-mackay","JoyHub Mackay",["J-Mackay"],0],
["joyhub-rowdy-3","JoyHub Rowdy 3",["J-Rowdy3"],0],
["joyhub-eclipse","JoyHub Eclipse",["J-Eclipse"],0],
["joyhub-scarlett","JoyHub Scarlett",["J-Scarlett"],0],
["joyhub-tarik","JoyHub Tarik",["J-Tarik"],0],
["joyhub-urica-guard","JoyHub Urica Guard",["J-Derik"],0],
["joyhub-urica-guard-2","JoyHub Urica Guard 2",["J-UricaGuard2"],0],
["joyhub-viva","JoyHub Viva",["J-Viva"],0],
["joyhub-ryden","JoyHub Ryden",["J-Ryden"],0],
["joyhub-enam","JoyHub Enam",["J-Enam"],0],
["joyhub-viv","JoyHub Viv",["J-Viv"],0],
["joyhub-vivara","JoyHub Vivara",["J-Vivara"],0],
["joyhub-explorer-2","JoyHub Explorer 2",["J-Explorer2"],0],
["joyhub-peachy","JoyHub Peachy",["J-Peachy"],0],
["joyhub-divers","JoyHub Divers",["J-Divers"],0],
["joyhub-violet-gale","JoyHub Violet Gale",["J-VioletGale"],0],
["joyhub-vellum","JoyHub Vellum",["J-Vellum"],0],
["joyhub-petalwish-2","JoyHub Petalwish 2",["J-Petalwish2"],42],
["joyhub-vortex-tongue","JoyHub Vortex Tongue",["J-VortexTongue"],43],
["joyhub-vibsiren","JoyHub VibSiren",["J-VibSiren"],44],
["joyhub-mysticolor","JoyHub Mysticolor",["J-Mysticolor"],45],
["joyhub-vivid-wings","JoyHub Vivid Wings",["J-VividWings"],46],
["joyhub-mariner","JoyHub Mariner",["J-Mariner"],47],
["joyhub-marslion","JoyHub MarsLion",["J-MarsLion"],48],
["joyhub-pul","JoyHub Pul",["J-Pul"],49],
["joyhub-rose-love","JoyHub Rose Love",["J-ROSELLA3"],50],
["joyhub-edasich","JoyHub Edasich",["J-DukeDazzle2"],51],
["joyhub-mars","JoyHub Mars",["J-Mars"],49],
["joyhub-martino","JoyHub Martino",["J-Martino"],49],
["joyhub-mars-lion-2","JoyHub Mars Lion 2",["J-MarsLion2"],52],
["joyhub-myrna","JoyHub Myrna",["J-Myrna"],53],
["joyhub-vase-2","JoyHub Vase 2",["J-Vase2"],54],
["joyhub-pearlconch","JoyHub Pearlconch",["J-Pearlconch"],55],
["joyhub-pearlconch-l","JoyHub Pearlconch L",["J-PearlconchL"],55],
["joyhub-piet-2","JoyHub Piet 2",["J-Piet2"],7],
["joyhub-panther","JoyHub Panther",["J-Panther"],7],
["joyhub-petite-rose","JoyHub Petite Rose",["J-PetiteRose"],7],
["joyhub-moon-horn","JoyHub Moon Horn",["J-MoonHorn"],56],
["joyhub-mecha","JoyHub Mecha",["J-Mecha"],57],
["joyhub-lagoon","JoyHub Lagoon",["J-Lagoon"],58],
["joyhub-vibtrefoil","JoyHub VibTrefoil",["J-VibTrefoil"],59],
["joyhub-firedragon","JoyHub Firedragon",["J-Firedragon"],60],
["joyhub-deena","JoyHub Deena",["J-Dina"],61],
["joyhub-cherly","JoyHub Cherly",["J-Vbarbie3f"],62],
["joyhub-cherly-2c","JoyHub Cherly 2c",["J-CHERLY2c"],63],
["joyhub-pathfinder-2","JoyHub Pathfinder 2",["J-Pathfinder2"],60],
["joyhub-pathfinder","JoyHub Pathfinder",["J-Pathfinder"],60],
["joyhub-angela","JoyHub Angela",["J-VibRipple"],59],
["joyhub-verax","JoyHub Verax",["J-Verax"],64],
["joyhub-verax-2","JoyHub Verax 2",["J-Verax2"],7],
["joyhub-euphoric-2","JoyHub Euphoric 2",["J-Euphoric2"],60],
["joyhub-rosebud","JoyHub RoseBUD",["J-ROSEBUD"],65],
["joyhub-morningbuds","JoyHub Morningbuds",["J-Morningbuds2"],55],
["joyhub-rhythmic-4","JoyHub Rhythmic 4",["J-Rhythmic4"],60],
["joyhub-virtuoso-2","JoyHub Virtuoso 2",["J-Virtuoso2"],66],
["joyhub-dyllis","JoyHub Dyllis",["J-Dyllis"],67],
["joyhub-phoenixgp","JoyHub PhoenixGP",["J-Flamewing"],60],
["joyhub-fable-dragon","JoyHub Fable Dragon",["J-Fabledragon"],60],
["joyhub-faunus","JoyHub Faunus",["J-Faunus"],60],
["joyhub-velvet-rabbit","JoyHub Velvet Rabbit",["J-VelvetRabbit"],68],
["joyhub-vivid-pulse","JoyHub Vivid Pulse",["J-VividPulse"],69],
["joyhub-violet-vine","JoyHub Violet Vine",["J-VioletVine"],68],
["joyhub-vibsiren-2","JoyHub VibSiren 2",["J-VibSiren2"],70],
["joyhub-veemy","JoyHub Veemy",["J-Veemy"],68],
["joyhub-viball","JoyHub Viball",["J-Viball"],71],
["joyhub-vase","JoyHub Vase",["J-Vase"],70],
["joyhub-vortex-2s","JoyHub Vortex 2s",["J-Vortex2s"],72],
["joyhub-lips","JoyHub Lips",["J-VortexTongue2"],73],
["joyhub-torin","JoyHub Torin",["J-Torin"],68],
["joyhub-vbarbie-p","JoyHub VBarbie p",["J-VBarbiep"],74],
["joyhub-vbarbie","JoyHub VBarbie",["J-Vbarbie"],74],
["joyhub-royaleye","JoyHub Royaleye",["J-Royaleye"],68],
["joyhub-norma","JoyHub Norma",["J-VBarbie2t"],75],
["joyhub-pau","JoyHub Pau",["J-Pau"],60],
["joyhub-petalwish-3","JoyHub Petalwish 3",["J-Petalwish3"],60],
["joyhub-marshal","JoyHub Marshal",["J-Marshal"],76],
["joyhub-vince","JoyHub Vince",["J-Vince"],68],
["joyhub-dallin","JoyHub Dallin",["J-Dallin"],67],
["joyhub-maynor","JoyHub Maynor",["J-Mace2"],77],
["joyhub-verax-4","JoyHub Verax 4",["J-Verax4"],72],
["joyhub-palmyra","JoyHub Palmyra",["J-Palmyra"],69],
["joyhub-xylia","JoyHub Xylia",["J-Xylia"],78],
["joyhub-maiden","JoyHub Maiden",["J-Maiden"],79],
["joyhub-viele-3","JoyHub Viele 3",["J-Viele3"],7],
["joyhub-troi","JoyHub Troi",["J-Troi"],68],
["joyhub-tanmouth","JoyHub Tanmouth",["J-Tanmouth"],68],
["joyhub-marcela","JoyHub Marcela",["J-Marcela"],60],
["joyhub-vita","JoyHub Vita",["J-Vita"],80],
["joyhub-lach","JoyHub Lach",["J-LACH"],81],
["joyhub-markel","JoyHub Markel",["J-Markel"],82],
["joyhub-pipes","JoyHub Pipes",["J-Pipes"],55],
["joyhub-vigo","JoyHub Vigo",["J-Vigo"],70],
["joyhub-torque","JoyHub Torque",["J-Torque"],7],
["joyhub-mighty","JoyHub Mighty",["J-Mighty"],83],
["joyhub-starfish","JoyHub Starfish",["J-Ringstar"],84],
["joyhub-resi-ring-2","JoyHub Resi Ring 2",["J-RapidTwist2"],84],
["joyhub-roselin","JoyHub RoseLin",["J-RoseLin"],85],
["joyhub-viele","JoyHub Viele",["J-Viele"],86],
["joyhub-mowgli-ii","JoyHub Mowgli II",["J-MowgliII"],87],
["joyhub-virtuoso","JoyHub Virtuoso",["J-Virtuoso"],88],
["joyhub-pathfinder-3","JoyHub Pathfinder 3",["J-Pathfinder3"],42],
["joyhub-perseus","JoyHub Perseus",["J-Perseus"],42],
["joyhub-melody","JoyHub Melody",["J-Melody"],89],
["joyhub-pinhead","JoyHub Pinhead",["J-Pinhead"],42],
["joyhub-victor","JoyHub Victor",["J-Victor"],7],
["joyhub-thermos","JoyHub Thermos",["J-Maelstrom"],49],
["joyhub-mirage-3","JoyHub Mirage 3",["J-Mirage3"],90],
["joyhub-dodge","JoyHub Dodge",["J-Dodge"],91],
["joyhub-pyt","JoyHub Pyt",["J-Pyt"],69],
["joyhub-pogo","JoyHub Pogo",["J-Pogo"],69],
["joyhub-pyro","JoyHub Pyro",["J-Pyro"],7],
["joyhub-maxsensr","JoyHub MaxSensr",["J-MaxSensr"],92],
["joyhub-diego","JoyHub Diego",["J-Diego"],93],
["joyhub-rose-vore","JoyHub Rose Vore",["J-RoseVore"],94],
["joyhub-rosethorn-2","JoyHub Rosethorn 2",["J-Rosethorn2"],60],
["joyhub-pak","JoyHub Pak",["J-Pak"],70],
["joyhub-veelips","JoyHub VeeLips",["J-VeeLips"],95],
["joyhub-veeva-2","JoyHub Veeva 2",["J-Veeva2"],60],
["joyhub-punch","JoyHub Punch",["J-Punch"],55]
]},
{"key":"kgoal-boost","bluetooth":{"names":["Boost"],"manufacturerData":[],"services":{"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"},"8e7c6065-7656-17ad-1b41-b53d1a548e0d":{"rxpressure":"10c2be2d-d2d5-b7a8-5f42-e2468c9ebbf5"}},"advertised":[]},"models":[
["kgoal-boost","KGoal Boost",[],96]
]},
{"key":"kiiroo-powershot","bluetooth":{"names":["PowerShot"],"manufacturerData":[],"services":{"00001400-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb","tx":"00001801-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["kiiroo-powershot","Kiiroo PowerShot",[],20]
]},
{"key":"kiiroo-prowand","bluetooth":{"names":["ProWand","Luxus"],"manufacturerData":[],"services":{"00001400-0000-1000-8000-00805f9b34fb":{"tx":"00001401-0000-1000-8000-00805f9b34fb"},"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["kiiroo-prowand","Kiiroo ProWand",[],97],
["luxus","Luxus",["Luxus"],97]
]},
{"key":"kiiroo-spot","bluetooth":{"names":["SPOT W1"],"manufacturerData":[],"services":{"00001400-0000-1000-8000-00805f9b34fb":{"tx":"00001401-0000-1000-8000-00805f9b34fb"},"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["kiiroo-spot","Kiiroo Spot",[],18]
]},
{"key":"kiiroo-v1","bluetooth":{"names":["ONYX","PEARL"],"manufacturerData":[],"services":{"49535343-fe7d-4ae5-8fa9-9fafd205e455":{"rx":"49535343-1e4d-4bd9-ba61-23c647249616","tx":"49535343-8841-43f4-a8d4-ecbe34729bb3","command":"49535343-aca3-481c-91ec-d85e28a60318"}},"advertised":[]},"models":[
["kiiroo-v1-device","Kiiroo V1 Device",[],98],
["kiiroo-pearl","Kiiroo Pearl",["PEARL"],99],
["kiiroo-onyx","Kiiroo Onyx",["ONYX"],100]
]},
{"key":"kiiroo-v2","bluetooth":{"names":["Launch","Onyx2"],"manufacturerData":[],"services":{"88f80580-0000-01e6-aace-0002a5d5c51b":{"tx":"88f80581-0000-01e6-aace-0002a5d5c51b","rx":"88f80582-0000-01e6-aace-0002a5d5c51b","firmware":"88f80583-0000-01e6-aace-0002a5d5c51b"},"f60402a6-0293-4bdb-9f20-6758133f7090":{"tx":"02962ac9-e86f-4094-989d-231d69995fc2","rx":"d44d0393-0731-43b3-a373-8fc70b1f3323","firmware":"c7b7a04b-2cc4-40ff-8b10-5d531d1161db"}},"advertised":[]},"models":[
["kiiroo-v2-device","Kiiroo v2 Device",[],101],
["fleshlight-launch","Fleshlight Launch",["Launch"],101],
["kiiroo-onyx-2","Kiiroo Onyx 2",["Onyx2"],101]
]},
{"key":"kiiroo-v2-vibrator","bluetooth":{"names":["Pearl2","Fuse","Virtual Blowbot","Titan","Virtual Rabbit"],"manufacturerData":[],"services":{"88f82580-0000-01e6-aace-0002a5d5c51b":{"tx":"88f82581-0000-01e6-aace-0002a5d5c51b","rxtouch":"88f82582-0000-01e6-aace-0002a5d5c51b","rxaccel":"88f82584-0000-01e6-aace-0002a5d5c51b"}},"advertised":[]},"models":[
["kiiroo-v2-vibrator-device","Kiiroo V2 Vibrator Device",[],102],
["kiiroo-pearl-2","Kiiroo Pearl 2",["Pearl2"],2],
["ohmibod-fuse","OhMiBod Fuse",["Fuse"],103],
["pornhub-virtual-rabbit","PornHub Virtual Rabbit",["Virtual Rabbit"],103],
["pornhub-virtual-blowbot","PornHub Virtual Blowbot",["Virtual Blowbot"],102],
["kiiroo-titan","Kiiroo Titan",["Titan"],102]
]},
{"key":"kiiroo-v21","bluetooth":{"names":["Titan1.1","Cliona","Pearl2.1","Pearl2+","Pearl 2+","Pearl3","Pearl 3","OhMiBod 4.0","OhMiBod LUMEN","OhMiBod NEX2","OhMiBod NEX3","OhMiBod ESCA","OhMiBod Foxy","OhMiBod Chill Panty Vibe","OhMiBod Sphinx","Pulse Interactive","Fuse1.1"],"manufacturerData":[],"services":{"00001900-0000-1000-8000-00805f9b34fb":{"whitelist":"00001901-0000-1000-8000-00805f9b34fb","tx":"00001902-0000-1000-8000-00805f9b34fb","rx":"00001903-0000-1000-8000-00805f9b34fb"},"a0d70001-4c16-4ba7-977a-d394920e13a3":{"tx":"a0d70002-4c16-4ba7-977a-d394920e13a3","rx":"a0d70003-4c16-4ba7-977a-d394920e13a3"}},"advertised":[]},"models":[
["kiiroo-v2-1-device","Kiiroo V2.1 Device",[],98],
["kiiroo-pearl-2-1","Kiiroo Pearl 2.1",["Pearl2.1"],18],
["kiiroo-cliona","Kiiroo Cliona",["Cliona"],2],
["ohmibod-esca-2","OhMiBod Esca 2",["OhMiBod 4.0","OhMiBod ESCA"],2],
["kiiroo-titan-1-1","Kiiroo Titan 1.1",["Titan1.1"],104],
["ohmibod-lumen","OhMiBod Lumen",["OhMiBod LUMEN"],2],
["ohmibod-nex-2","OhMiBod NEX|2",["OhMiBod NEX2"],2],
["ohmibod-nex-3","OhMiBod NEX|3",["OhMiBod NEX3"],2],
["hot-octopuss-pulse-solo-interactive","Hot Octopuss Pulse Solo Interactive",["Pulse Interactive"],105],
["ohmibod-fuse-1-1","OhMiBod Fuse 1.1",["Fuse1.1"],2],
["ohmibod-foxy","OhMiBod Foxy",["OhMiBod Foxy"],2],
["ohmibod-chill","OhMiBod Chill",["OhMiBod Chill Panty Vibe"],2],
["ohmibod-sphinx","OhMiBod Sphinx",["OhMiBod Sphinx"],2],
["kiiroo-pearl-2-plus","Kiiroo Pearl 2+",["Pearl2+","Pearl 2+"],2],
["kiiroo-pearl-3","Kiiroo Pearl 3",["Pearl3","Pearl 3"],2]
]},
{"key":"kiiroo-v21-initialized","bluetooth":{"names":["Rey","We-Vibe Rocketman","Realm1.1","Onyx2.1","Onyx+","KEON","Keon R2"],"manufacturerData":[],"services":{"00001900-0000-1000-8000-00805f9b34fb":{"whitelist":"00001901-0000-1000-8000-00805f9b34fb","tx":"00001902-0000-1000-8000-00805f9b34fb","rx":"00001903-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["kiiroo-v2-1-initialized-device","Kiiroo V2.1 Initialized Device",[],98],
["kiiroo-onyx-2-1","Kiiroo Onyx 2.1",["Onyx2.1"],101],
["kiiroo-onyx-plus","Kiiroo Onyx+",["Onyx+"],101],
["kiiroo-keon","Kiiroo Keon",["KEON","Keon R2"],101],
["kiiroo-onyx-plus-realm-edition","Kiiroo Onyx+ Realm Edition",["Rey","We-Vibe Rocketman","Realm1.1"],101]
]},
{"key":"kiiroo-v3","bluetooth":{"names":["KEON WIFI","Keon Wifi"],"manufacturerData":[],"services":{"00001900-0000-1000-8000-00805f9b34fb":{"tx":"00001800-0000-1000-8000-00805f9b34fb","rx":"00001903-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["kiiroo-v3-device","Kiiroo V3 Device",[],98],
["kiiroo-keon-keon-wifi","Kiiroo Keon",["KEON WIFI","Keon Wifi"],106]
]},
{"key":"kizuna","serial":{"ports":["default"],"line":{"baudRate":19200,"dataBits":8,"parity":"none","stopBits":1}},"models":[
["kizuna-smart","Kizuna Smart",[],107]
]},
{"key":"lelo-f1s","bluetooth":{"names":["F1s"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"rx":"00000aa4-0000-1000-8000-00805f9b34fb","tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["lelo-f1s","Lelo F1s",[],103]
]},
{"key":"lelo-f1sv2","bluetooth":{"names":["F1SV2A","F1SV2X","F1SV3","F2"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb","txvibrate":"0000fff2-0000-1000-8000-00805f9b34fb","rx":"00000a04-0000-1000-8000-00805f9b34fb","whitelist":"00000a10-0000-1000-8000-00805f9b34fb","generic0":"00000a11-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["lelo-f1s-v2","Lelo F1s V2",[],103],
["lelo-f1s-v2-f1sv2a","Lelo F1s V2",["F1SV2A","F1SV2X"],103],
["lelo-f1s-v3","Lelo F1s V3",["F1SV3"],103],
["lelo-f2s","Lelo F2S",["F2"],103]
]},
{"key":"lelo-harmony","bluetooth":{"names":["IdaWave","Ida Wave","TianiHarmony","Tiani Harmony","TOR3","Hugo2","DoubleSonic","GIGI3","LIV3"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"command":"0000fff1-0000-1000-8000-00805f9b34fb","tx":"0000fff2-0000-1000-8000-00805f9b34fb","whitelist":"00000a11-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["lelo-tiani-harmony","Lelo Tiani Harmony",[],103],
["lelo-ida-wave","Lelo Ida Wave",["IdaWave","Ida Wave"],108],
["lelo-tor-3","Lelo Tor 3",["TOR3"],2],
["lelo-hugo-2","Lelo Hugo 2",["Hugo2"],103],
["lelo-enigma-double-sonic","Lelo Enigma Double Sonic",["DoubleSonic"],108],
["lelo-gigi-3","Lelo Gigi 3",["GIGI3"],2],
["lelo-liv-3","Lelo Liv 3",["LIV3"],2]
]},
{"key":"leten","bluetooth":{"names":["T528-LT","F537-LT","F520B-LT","F520A-LT"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe1-0000-1000-8000-00805f9b34fb"},"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["leten-device","Leten Device",[],109]
]},
{"key":"libo-elle","bluetooth":{"names":["PiPiJing","Shuidi"],"manufacturerData":[],"services":{"00006000-0000-1000-8000-00805f9b34fb":{"tx":"00006001-0000-1000-8000-00805f9b34fb","txmode":"00006002-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["libo-elle-device","Libo Elle Device",[],4],
["libo-elle","LiBo Elle",["PiPiJing"],4],
["libo-elle-2","Libo Elle 2",["Shuidi"],4]
]},
{"key":"libo-karen","bluetooth":{"names":["SuoYinQiu"],"manufacturerData":[],"services":{"00006000-0000-1000-8000-00805f9b34fb":{"tx":"00006001-0000-1000-8000-00805f9b34fb","txmode":"00006002-0000-1000-8000-00805f9b34fb"},"00006050-0000-1000-8000-00805f9b34fb":{"rxpressure":"00006051-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"notDriven":"It has no motor, and nobody knows what the four bytes of its pressure sensor mean.","models":[
["libo-karen","Libo Karen",[],98]
]},
{"key":"libo-shark","bluetooth":{"names":["ShaYu"],"manufacturerData":[],"services":{"00006000-0000-1000-8000-00805f9b34fb":{"tx":"00006001-0000-1000-8000-00805f9b34fb","txmode":"00006002-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["libo-shark","Libo Shark",[],110]
]},
{"key":"libo-vibes","bluetooth":{"names":["XiaoLu","LuXiaoHan","BaiHu","Gugudai","Yuyi","LuWuShuang","LiBo","QingTing","Huohu","Haima"],"manufacturerData":[],"services":{"00006000-0000-1000-8000-00805f9b34fb":{"tx":"00006001-0000-1000-8000-00805f9b34fb","txmode":"00006002-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["libo-vibes-device","Libo Vibes Device",[],2],
["libo-lottie","Libo Lottie",["XiaoLu"],2],
["libo-lulu","Libo LuLu",["LuXiaoHan"],2],
["libo-adel","Libo Adel",["LuWuShuang"],2],
["libo-lily","Libo Lily",["LiBo"],2],
["libo-lucy","Libo Lucy",["QingTing"],2],
["libo-lara","Libo Lara",["Huohu"],2],
["libo-feather","Libo Feather",["Yuyi"],111],
["libo-lala","Libo LaLa",["BaiHu"],112],
["libo-carlos","Libo Carlos",["Gugudai"],112],
["libo-selina","Libo Selina",["Haima"],112]
]},
{"key":"lioness","bluetooth":{"names":["Lioness","Lioness2"],"manufacturerData":[],"services":{"d973f2e5-b19e-11e2-9e96-0800200c9a66":{"rx":"d973f2e6-b19e-11e2-9e96-0800200c9a66"},"d973f2ed-b19e-11e2-9e96-0800200c9a66":{"tx":"d973f2f4-b19e-11e2-9e96-0800200c9a66"}},"advertised":[]},"models":[
["lioness","Lioness",[],2]
]},
{"key":"loob","bluetooth":{"names":["LOOB"],"manufacturerData":[],"services":{"b75c49d2-04a3-4071-a0b5-35853eb08307":{"tx":"ba5c49d2-04a3-4071-a0b5-35853eb08307"}},"advertised":[]},"models":[
["joyroid-loob","Joyroid Loob",[],113]
]},
{"key":"lovedistance","bluetooth":{"names":["REACH G","REACH","MAG","SPAN","RANGE","ORBIT","JOIN G","LINK","GRASP","RECEIVE"],"manufacturerData":[],"services":{"0000ff00-0000-1000-8000-00805f9b34fb":{"rx":"0000ff02-0000-1000-8000-00805f9b34fb","tx":"0000ff01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["love-distance-device","Love Distance Device",[],114],
["love-distance-reach-g","Love Distance Reach G",["REACH G"],114],
["love-distance-reach","Love Distance Reach",["REACH"],114],
["love-distance-mag","Love Distance Mag",["MAG"],114],
["love-distance-span","Love Distance Span",["SPAN"],114],
["love-distance-range","Love Distance Range",["RANGE"],114],
["love-distance-range-orbit","Love Distance Range",["ORBIT"],114],
["love-distance-join-g","Love Distance Join G",["JOIN G"],114],
["love-distance-link","Love Distance Link",["LINK"],114],
["love-distance-grasp","Love Distance Grasp",["GRASP"],114],
["love-distance-receive","Love Distance Receive",["RECEIVE"],114]
]},
{"key":"lovehoney-desire","bluetooth":{"names":["PROSTATE VIBE","KNICKER VIBE","LOVE EGG"],"manufacturerData":[],"services":{"0000ff00-0000-1000-8000-00805f9b34fb":{"tx":"0000ff01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["lovehoney-device","Lovehoney Device",[],115],
["lovehoney-desire-prostate-vibrator","Lovehoney Desire Prostate Vibrator",["PROSTATE VIBE"],115],
["lovehoney-desire-knicker-vibrator","Lovehoney Desire Knicker Vibrator",["KNICKER VIBE"],116],
["lovehoney-desire-love-egg","Lovehoney Desire Love Egg",["LOVE EGG"],116]
]},
{"key":"lovense","bluetooth":{"names":["LVS-*","LOVE-*"],"manufacturerData":[{"company":620,"prefix":[255,33]}],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff2-0000-1000-8000-00805f9b34fb","rx":"0000fff1-0000-1000-8000-00805f9b34fb"},"6e400001-b5a3-f393-e0a9-e50e24dcca9e":{"tx":"6e400002-b5a3-f393-e0a9-e50e24dcca9e","rx":"6e400003-b5a3-f393-e0a9-e50e24dcca9e"},"50300001-0024-4bd4-bbd5-a6920e4c5653":{"tx":"50300002-0024-4bd4-bbd5-a6920e4c5653","rx":"50300003-0024-4bd4-bbd5-a6920e4c5653"},"57300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"57300002-0023-4bd4-bbd5-a6920e4c5653","rx":"57300003-0023-4bd4-bbd5-a6920e4c5653"},"5a300001-0024-4bd4-bbd5-a6920e4c5653":{"tx":"5a300002-0024-4bd4-bbd5-a6920e4c5653","rx":"5a300003-0024-4bd4-bbd5-a6920e4c5653"},"50300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"50300002-0023-4bd4-bbd5-a6920e4c5653","rx":"50300003-0023-4bd4-bbd5-a6920e4c5653"},"53300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"53300002-0023-4bd4-bbd5-a6920e4c5653","rx":"53300003-0023-4bd4-bbd5-a6920e4c5653"},"5a300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"5a300002-0023-4bd4-bbd5-a6920e4c5653","rx":"5a300003-0023-4bd4-bbd5-a6920e4c5653"},"4f300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"4f300002-0023-4bd4-bbd5-a6920e4c5653","rx":"4f300003-0023-4bd4-bbd5-a6920e4c5653"},"42300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"42300002-0023-4bd4-bbd5-a6920e4c5653","rx":"42300003-0023-4bd4-bbd5-a6920e4c5653"},"43300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"43300002-0023-4bd4-bbd5-a6920e4c5653","rx":"43300003-0023-4bd4-bbd5-a6920e4c5653"},"4c300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"4c300002-0023-4bd4-bbd5-a6920e4c5653","rx":"4c300003-0023-4bd4-bbd5-a6920e4c5653"},"4c410001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"4c410002-0023-4bd4-bbd5-a6920e4c5653","rx":"4c410003-0023-4bd4-bbd5-a6920e4c5653"},"56300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"56300002-0023-4bd4-bbd5-a6920e4c5653","rx":"56300003-0023-4bd4-bbd5-a6920e4c5653"},"58300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"58300002-0023-4bd4-bbd5-a6920e4c5653","rx":"58300003-0023-4bd4-bbd5-a6920e4c5653"},"52300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"52300002-0023-4bd4-bbd5-a6920e4c5653","rx":"52300003-0023-4bd4-bbd5-a6920e4c5653"},"46300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"46300002-0023-4bd4-bbd5-a6920e4c5653","rx":"46300003-0023-4bd4-bbd5-a6920e4c5653"},"50300011-0023-4bd4-bbd5-a6920e4c5653":{"tx":"50300012-0023-4bd4-bbd5-a6920e4c5653","rx":"50300013-0023-4bd4-bbd5-a6920e4c5653"},"4a300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"4a300002-0023-4bd4-bbd5-a6920e4c5653","rx":"4a300003-0023-4bd4-bbd5-a6920e4c5653"},"45440001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"45440002-0023-4bd4-bbd5-a6920e4c5653","rx":"45440003-0023-4bd4-bbd5-a6920e4c5653"},"45420001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"45420002-0023-4bd4-bbd5-a6920e4c5653","rx":"45420003-0023-4bd4-bbd5-a6920e4c5653"},"54300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"54300002-0023-4bd4-bbd5-a6920e4c5653","rx":"54300003-0023-4bd4-bbd5-a6920e4c5653"},"45490001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"45490002-0023-4bd4-bbd5-a6920e4c5653","rx":"45490003-0023-4bd4-bbd5-a6920e4c5653"},"4e300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"4e300002-0023-4bd4-bbd5-a6920e4c5653","rx":"4e300003-0023-4bd4-bbd5-a6920e4c5653"},"45410001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"45410002-0023-4bd4-bbd5-a6920e4c5653","rx":"45410003-0023-4bd4-bbd5-a6920e4c5653"},"51300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"51300002-0023-4bd4-bbd5-a6920e4c5653","rx":"51300003-0023-4bd4-bbd5-a6920e4c5653"},"45460001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"45460002-0023-4bd4-bbd5-a6920e4c5653","rx":"45460003-0023-4bd4-bbd5-a6920e4c5653"},"454c0001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"454c0002-0023-4bd4-bbd5-a6920e4c5653","rx":"454c0003-0023-4bd4-bbd5-a6920e4c5653"},"55300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"55300002-0023-4bd4-bbd5-a6920e4c5653","rx":"55300003-0023-4bd4-bbd5-a6920e4c5653"},"53440001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"53440002-0023-4bd4-bbd5-a6920e4c5653","rx":"53440003-0023-4bd4-bbd5-a6920e4c5653"},"48300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"48300002-0023-4bd4-bbd5-a6920e4c5653","rx":"48300003-0023-4bd4-bbd5-a6920e4c5653"},"46530001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"46530002-0023-4bd4-bbd5-a6920e4c5653","rx":"46530003-0023-4bd4-bbd5-a6920e4c5653"},"42410001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"42410002-0023-4bd4-bbd5-a6920e4c5653","rx":"42410003-0023-4bd4-bbd5-a6920e4c5653"},"43410001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"43410002-0023-4bd4-bbd5-a6920e4c5653","rx":"43410003-0023-4bd4-bbd5-a6920e4c5653"},"4f430001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"4f430002-0023-4bd4-bbd5-a6920e4c5653","rx":"4f430003-0023-4bd4-bbd5-a6920e4c5653"},"455a0001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"455a0002-0023-4bd4-bbd5-a6920e4c5653","rx":"455a0003-0023-4bd4-bbd5-a6920e4c5653"},"57440001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"57440002-0023-4bd4-bbd5-a6920e4c5653","rx":"57440003-0023-4bd4-bbd5-a6920e4c5653"},"414e0001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"414e0002-0023-4bd4-bbd5-a6920e4c5653","rx":"414e0003-0023-4bd4-bbd5-a6920e4c5653"}},"advertised":["6e400001-b5a3-f393-e0a9-e50e24dcca9e","50300001-0024-4bd4-bbd5-a6920e4c5653","57300001-0023-4bd4-bbd5-a6920e4c5653","5a300001-0024-4bd4-bbd5-a6920e4c5653","50300001-0023-4bd4-bbd5-a6920e4c5653","53300001-0023-4bd4-bbd5-a6920e4c5653","5a300001-0023-4bd4-bbd5-a6920e4c5653","4f300001-0023-4bd4-bbd5-a6920e4c5653","42300001-0023-4bd4-bbd5-a6920e4c5653","43300001-0023-4bd4-bbd5-a6920e4c5653","4c300001-0023-4bd4-bbd5-a6920e4c5653","4c410001-0023-4bd4-bbd5-a6920e4c5653","56300001-0023-4bd4-bbd5-a6920e4c5653","58300001-0023-4bd4-bbd5-a6920e4c5653","52300001-0023-4bd4-bbd5-a6920e4c5653","46300001-0023-4bd4-bbd5-a6920e4c5653","50300011-0023-4bd4-bbd5-a6920e4c5653","4a300001-0023-4bd4-bbd5-a6920e4c5653","45440001-0023-4bd4-bbd5-a6920e4c5653","45420001-0023-4bd4-bbd5-a6920e4c5653","54300001-0023-4bd4-bbd5-a6920e4c5653","45490001-0023-4bd4-bbd5-a6920e4c5653","4e300001-0023-4bd4-bbd5-a6920e4c5653","45410001-0023-4bd4-bbd5-a6920e4c5653","51300001-0023-4bd4-bbd5-a6920e4c5653","45460001-0023-4bd4-bbd5-a6920e4c5653","454c0001-0023-4bd4-bbd5-a6920e4c5653","55300001-0023-4bd4-bbd5-a6920e4c5653","53440001-0023-4bd4-bbd5-a6920e4c5653","48300001-0023-4bd4-bbd5-a6920e4c5653","46530001-0023-4bd4-bbd5-a6920e4c5653","42410001-0023-4bd4-bbd5-a6920e4c5653","43410001-0023-4bd4-bbd5-a6920e4c5653","4f430001-0023-4bd4-bbd5-a6920e4c5653","455a0001-0023-4bd4-bbd5-a6920e4c5653","57440001-0023-4bd4-bbd5-a6920e4c5653","414e0001-0023-4bd4-bbd5-a6920e4c5653"]},"models":[
["lovense-device","Lovense Device",[],117],
["lovense-max","Lovense Max",["B"],118],
["lovense-edge","Lovense Edge",["P"],119],
["lovense-nora","Lovense Nora",["A","C"],120],
["lovense-ambi","Lovense Ambi",["L"],117],
["lovense-lush","Lovense Lush",["S"],117],
["lovense-lush-anal","Lovense Lush Anal",["AN"],117],
["lovense-hush","Lovense Hush",["Z"],117],
["lovense-domi","Lovense Domi",["W"],117],
["lovense-osci","Lovense Osci",["O"],117],
["lovense-mission","Lovense Mission",["V"],117],
["lovense-mission-2","Lovense Mission 2",["CA"],117],
["lovense-ferri","Lovense Ferri",["X"],117],
["lovense-diamo","Lovense Diamo",["R"],117],
["loveai-dolp","Loveai Dolp",["ToyS"],117],
["lovense-sex-machine","Lovense Sex Machine",["F"],121],
["lovense-mini-sex-machine","Lovense Mini Sex Machine",["FS"],121],
["lovense-dolce","Lovense Dolce",["J"],119],
["lovense-osci-3","Lovense Osci 3",["OC"],119],
["lovense-gush","Lovense Gush",["ED"],117],
["lovense-gush-2","Lovense Gush 2",["EZ"],117],
["lovense-hyphy","Lovense Hyphy",["EB"],119],
["lovense-calor","Lovense Calor",["T"],117],
["lovense-flexer-firmware-2","Lovense Flexer (Firmware update needed)",["EI"],117],
["lovense-flexer","Lovense Flexer",["EI-FW3"],122],
["lovense-gemini","Lovense Gemini",["N"],119],
["lovense-gravity","Lovense Gravity",["EA"],123],
["lovense-tenera","Lovense Tenera",["Q"],117],
["lovense-ridge","Lovense Ridge",["EL"],120],
["lovense-lapis","Lovense Lapis",["U"],124],
["lovense-vulse","Lovense Vulse",["SD"],117],
["lovense-solace","Lovense Solace",["H"],121],
["lovense-solace-pro","Lovense Solace Pro",["BA"],125],
["lovense-spinel","Lovense Spinel",["WD"],123]
]},
{"key":"lovense-connect-service","lovenseConnect":true,"models":[
["lovense-connect-device","Lovense Connect Service Device",[],117],
["lovense-connect-max","Lovense Max",["Max"],118],
["lovense-connect-edge","Lovense Edge",["Edge"],119],
["lovense-connect-nora","Lovense Nora",["Nora"],120],
["lovense-connect-ambi","Lovense Ambi",["Ambi"],117],
["lovense-connect-lush","Lovense Lush",["Lush"],117],
["lovense-connect-hush","Lovense Hush",["Hush"],117],
["lovense-connect-domi","Lovense Domi",["Domi"],117],
["lovense-connect-osci","Lovense Osci",["Osci"],117],
["lovense-connect-mission","Lovense Mission",["Mission"],117],
["lovense-connect-ferri","Lovense Ferri",["Ferri"],117],
["lovense-connect-diamo","Lovense Diamo",["Diamo"],117],
["lovense-connect-dolp","Loveai Dolp",["ToyS"],117],
["lovense-connect-sex-machine","Lovense Sex Machine",["XMachine"],121],
["lovense-connect-dolce","Lovense Dolce",["Dolce"],119],
["lovense-connect-gush","Lovense Gush",["Gush"],117],
["lovense-connect-hyphy","Lovense Hyphy",["Hyphy"],119],
["lovense-connect-calor","Lovense Calor",["Calor"],117],
["lovense-connect-flexer","Lovense Flexer",["Flexer"],126],
["lovense-connect-gemini","Lovense Gemini",["Gemini"],119],
["lovense-connect-gravity","Lovense Gravity",["Gravity"],123],
["lovense-connect-ridge","Lovense Ridge",["Ridge"],120],
["lovense-connect-lapis","Lovense Lapis",["Lapis"],127],
["lovense-connect-vulse","Lovense Vulse",["Vulse"],117],
["lovense-connect-solace","Lovense Solace",["Solace"],121]
]},
{"key":"lovenuts","bluetooth":{"names":["Love_Nuts"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["love-nut","Love Nut",[],128]
]},
{"key":"luvmazer","bluetooth":{"names":["TKLM-W001-BT","TKLM-W003-BT-RX","TKLM-C003-BT","TKLM-C004-BT","TKLM-C005-BT"],"manufacturerData":[],"services":{"0000ffa0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffa1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["luvmazer-finger-magic","Luvmazer Finger Magic",[],7],
["luvmazer-finger-magic-tklm-w001-bt","Luvmazer Finger Magic",["TKLM-W001-BT"],7],
["luvmazer-cat-paw","Luvmazer Cat Paw",["TKLM-W003-BT-RX"],69],
["luvmazer-cock-ring","Luvmazer Cock Ring",["TKLM-C003-BT"],68],
["luvmazer-interstellar","Luvmazer Interstellar",["TKLM-C004-BT"],129],
["luvmazer-dildo","Luvmazer Dildo",["TKLM-C005-BT"],69]
]},
{"key":"magic-motion-1","bluetooth":{"names":["Smart Mini Vibe*","Flamingo","Flamingo T","Smart Bean","Smart Bean3","Magic Cell","Magic Wand","Fugu","Fugu2","Gballs2","GBalls3","FM-LILAC-101","Xone","CBT002"],"manufacturerData":[],"services":{"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"},"78667579-7b48-43db-b8c5-7928a6b0a335":{"tx":"78667579-a914-49a4-8333-aa3c0cd8fedc"}},"advertised":[]},"models":[
["magic-motion-v1-device","Magic Motion V1 Device",[],18],
["magicmotion-smart-bean","MagicMotion Smart Bean",["Smart Bean"],18],
["fitcute-kegel-rejuve","FitCute Kegel Rejuve",["Smart Bean3"],18],
["magicmotion-smart-mini-vibe","MagicMotion Smart Mini Vibe",["Smart Mini Vibe"],18],
["magicmotion-vini","MagicMotion Vini",["Smart Mini Vibe3"],18],
["magicmotion-flamingo","MagicMotion Flamingo",["Flamingo","Flamingo T"],18],
["magicmotion-kegel","MagicMotion Kegel",["Magic Bean"],18],
["magicmotion-dante-candy-rise","MagicMotion Dante/Candy/Rise",["Magic Cell"],18],
["magicmotion-wand","MagicMotion Wand",["Magic Wand"],18],
["magicmotion-fugu","MagicMotion Fugu",["Fugu","Fugu2","Magic Fugu"],18],
["g-vibe-gballs-2","G Vibe Gballs 2",["Gballs2"],18],
["g-vibe-gballs-3","G Vibe Gballs 3",["GBalls3"],18],
["femometer-lilac","Femometer Lilac",["FM-LILAC-101"],18],
["magicmotion-xone","MagicMotion Xone",["Xone"],130],
["funtown-caleo","FunTown Caleo",["CBT002"],18]
]},
{"key":"magic-motion-2","bluetooth":{"names":["Eidolon","Lipstick","Sword","Curve","Solstice X","funwand","CBT001"],"manufacturerData":[],"services":{"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"},"78667579-7b48-43db-b8c5-7928a6b0a335":{"tx":"78667579-a914-49a4-8333-aa3c0cd8fedc"}},"advertised":[]},"models":[
["magic-motion-v2-device","Magic Motion V2 Device",[],18],
["magicmotion-awaken","MagicMotion Awaken",["Lipstick"],18],
["magicmotion-equinox","MagicMotion Equinox",["Sword"],18],
["magicmotion-solstice","MagicMotion Solstice",["Curve"],18],
["magicmotion-eidolon","MagicMotion Eidolon",["Eidolon"],20],
["magicmotion-solstice-x","MagicMotion Solstice X",["Solstice X"],20],
["magicmotion-zenith","MagicMotion Zenith",["funwand"],18],
["funtown-jive","FunTown Jive",["CBT001"],33]
]},
{"key":"magic-motion-3","bluetooth":{"names":["Krush"],"manufacturerData":[],"services":{"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"},"78667579-7b48-43db-b8c5-7928a6b0a335":{"tx":"78667579-a914-49a4-8333-aa3c0cd8fedc"}},"advertised":[]},"models":[
["lovelife-krush","LoveLife Krush",[],131]
]},
{"key":"magic-motion-4","bluetooth":{"names":["funone","Magic Sundi","Kegel Coach","Magic Lotos","nyx","umi","funkegel","bobi2"],"manufacturerData":[],"services":{"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"},"78667579-7b48-43db-b8c5-7928a6b0a335":{"tx":"78667579-a914-49a4-8333-aa3c0cd8fedc"}},"advertised":[]},"models":[
["magic-motion-v4-device","Magic Motion V4 Device",[],18],
["magicmotion-bunny","MagicMotion Bunny",["funone"],18],
["magicmotion-sundae","MagicMotion Sundae",["Magic Sundi"],18],
["magicmotion-kegel-coach","MagicMotion Kegel Coach",["Kegel Coach"],18],
["magicmotion-lotos","MagicMotion Lotos",["Magic Lotos"],18],
["magicmotion-nyx","MagicMotion Nyx",["nyx"],18],
["magicmotion-umi","MagicMotion Umi",["umi"],20],
["magicmotion-crystal","MagicMotion Crystal",["funkegel"],18],
["magicmotion-bobi","MagicMotion Bobi",["bobi2"],20]
]},
{"key":"mannuo","bluetooth":{"names":["Sex toys","Sex Toys","LXCDVP","MANO PRODUCT"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"rx":"0000fff4-0000-1000-8000-00805f9b34fb","tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["mannuo-device","ManNuo Device",[],4]
]},
{"key":"maxpro","bluetooth":{"names":["M2"],"manufacturerData":[],"services":{"6e400001-b5a3-f393-e0a9-e50e24dcca9e":{"tx":"6e400002-b5a3-f393-e0a9-e50e24dcca9e"}},"advertised":[]},"models":[
["maxpro-2","MaxPro 2",[],2]
]},
{"key":"meese","bluetooth":{"names":["Meese-V389","Meese-cd"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["meese-device","Meese Device",[],132],
["meese-tera","Meese Tera",["Meese-V389"],132],
["meese-modo","Meese Modo",["Meese-cd"],15]
]},
{"key":"mizzzee","bluetooth":{"names":["NFY008"],"manufacturerData":[],"services":{"0000eea0-0000-1000-8000-00805f9b34fb":{"tx":"0000eea1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["mizz-zee-device","Mizz Zee Device",[],133]
]},
{"key":"mizzzee-v2","bluetooth":{"names":["XHT"],"manufacturerData":[],"services":{"0000eea0-0000-1000-8000-00805f9b34fb":{"tx":"0000ee01-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["mizz-zee-device-v2","Mizz Zee Device",[],133]
]},
{"key":"mizzzee-v3","bluetooth":{"names":["XHTKJ"],"manufacturerData":[],"services":{"0000ff10-0000-1000-8000-00805f9b34fb":{"tx":"0000ff12-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["mizz-zee-device-v3","Mizz Zee Device",[],134]
]},
{"key":"monsterpub","bluetooth":{"names":["MonsterPub","MonsterHub","TracyDog"],"manufacturerData":[],"services":{"00006000-0000-1000-8000-00805f9b34fb":{"generic0":"0000600a-0000-1000-8000-00805f9b34fb","tx":"00006001-0000-1000-8000-00805f9b34fb","txmode":"00006002-0000-1000-8000-00805f9b34fb","txvibrate":"00006003-0000-1000-8000-00805f9b34fb"},"00006010-0000-1000-8000-00805f9b34fb":{"rxblemodel":"00006014-0000-1000-8000-00805f9b34fb"},"00008000-0000-1000-8000-00805f9b34fb":{"rx":"00008001-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sistalk-monsterpub-device","Sistalk MonsterPub Device",[],2],
["sistalk-monsterpub-2-doctor-whale","Sistalk MonsterPub 2 Doctor Whale",["MP2_JK_N_P1"],103],
["sistalk-monsterpub-magic-kiss","Sistalk MonsterPub Magic Kiss",["MP_MW_TL_P2"],103],
["sistalk-monsterpub-2-mister-devil","Sistalk MonsterPub 2 Mister Devil",["MP2_QC_TL_P1"],103],
["sistalk-monsterpub-baby-youth-health","Sistalk MonsterPub Baby Youth Health",["MP_BABY_QC_N_P4"],103],
["sistalk-monsterpub-kinicat","Sistalk MonsterPub KiniCat",["MP_MXY_N_P1"],2],
["sistalk-monsterpub-beatheart","Sistalk MonsterPub BeatHeart",["MP1N_QC_TL_P2"],2],
["tracy-s-dog-surreal","Tracy's Dog Surreal",["TDG_LIP_PT2"],2],
["sistalk-monsterpub-1p-mister-devil","Sistalk MonsterPub 1P Mister Devil",["MP1P_QC_TL_P6"],2],
["sistalk-monsterpub-sweet","Sistalk MonsterPub Sweet",["MPMB_QC_TL_P2"],2],
["sistalk-monsterpub-amazing","Sistalk MonsterPub Amazing",["MPAV_QC_TL_P1"],2],
["sistalk-monsterhub-tornado","Sistalk MonsterHub Tornado",["MH_TOR_TL_P5"],2],
["sistalk-monsterpub-pop","Sistalk MonsterPub Pop",["MP_SUCKBANG_P5"],23],
["tracy-s-dog-craybit-pro","Tracy's Dog Craybit Pro",["TDG_CRAYBIT_PT"],102]
]},
{"key":"motorbunny","bluetooth":{"names":["MB Controller","MB LINK 201"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff6-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["motorbunny-device","Motorbunny Device",[],135],
["motorbunny-classic","Motorbunny Classic",["MB Controller"],135],
["motorbunny-buck","Motorbunny Buck",["MB LINK 201"],135]
]},
{"key":"muse","bluetooth":{"names":["WB-ZDB-WST","WB-TDD"],"manufacturerData":[],"services":{"0000aaa0-0000-1000-8000-00805f9b34fb":{"tx":"0000aaa1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["muse-device","Muse Device",[],136],
["dream-lover-archer-2","Dream Lover Archer 2",["WB-ZDB-WST"],136],
["galaku-panty-vib","Galaku Panty Vib",["WB-TDD"],136]
]},
{"key":"mymuselinkplus","bluetooth":{"names":["MM Massager"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["mymuse-link-plus","MyMuse Link Plus",[],4]
]},
{"key":"mysteryvibe","bluetooth":{"names":["MV Crescendo","MV Tenuto   ","MV Tenuto","MV Poco     ","MV Poco"],"manufacturerData":[],"services":{"f0006900-110c-478b-b74b-6f403b364a9c":{"txmode":"f0006901-110c-478b-b74b-6f403b364a9c","txvibrate":"f0006903-110c-478b-b74b-6f403b364a9c"}},"advertised":[]},"models":[
["mysteryvibe-device","Mysteryvibe Device",[],137],
["mysteryvibe-crescendo","MysteryVibe Crescendo",["MV Crescendo"],137],
["mysteryvibe-tenuto","MysteryVibe Tenuto",["MV Tenuto   "],137],
["mysteryvibe-poco","MysteryVibe Poco",["MV Poco     "],138]
]},
{"key":"mysteryvibe-v2","bluetooth":{"names":["6907 MV1","6908 MV1","6909 MV1","6909 MV2","6914 MV1","6915 MV1"],"manufacturerData":[],"services":{"f0006900-110c-478b-b74b-6f403b364a9c":{"txmode":"f0006901-110c-478b-b74b-6f403b364a9c","txvibrate":"f0006903-110c-478b-b74b-6f403b364a9c"}},"advertised":[]},"models":[
["mysteryvibe-v2-device","Mysteryvibe V2 Device",[],139],
["mysteryvibe-tenuto-mini","MysteryVibe Tenuto Mini",["6907 MV1"],139],
["mysteryvibe-crescendo-2","MysteryVibe Crescendo 2",["6908 MV1"],137],
["mysteryvibe-tenuto-2","MysteryVibe Tenuto 2",["6909 MV1","6909 MV2"],140],
["mysteryvibe-legato","MysteryVibe Legato",["6914 MV1"],140],
["mysteryvibe-molto","MysteryVibe Molto",["6915 MV1"],141]
]},
{"key":"nextlevelracing","serial":{"ports":["default"],"line":{"baudRate":115200,"dataBits":8,"parity":"none","stopBits":1}},"models":[
["next-level-racing-hf8-haptic-gaming-pad","Next Level Racing HF8 Haptic Gaming Pad",[],142]
]},
{"key":"nexus-revo","bluetooth":{"names":["XW-LW3"],"manufacturerData":[],"services":{"0000c570-0000-1000-8000-00805f9b34fb":{"tx":"0000c571-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["nexus-revo-stealth","Nexus Revo Stealth",[],143]
]},
{"key":"nintendo-joycon","hid":[{"vendor":1406,"product":8198},{"vendor":1406,"product":8199},{"vendor":1406,"product":8201}],"models":[
["nintendo-joycon","Nintendo Joycon",[],134]
]},
{"key":"nobra","bluetooth":{"names":["NobraControl*","Nobra Control*"],"manufacturerData":[],"services":{"0000abf0-0000-1000-8000-00805f9b34fb":{"tx":"0000abf1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"serial":{"ports":["default"],"line":{"baudRate":19200,"dataBits":8,"parity":"none","stopBits":1}},"models":[
["nobra-s-silicone-dreams-toy","Nobra's Silicone Dreams Toy",[],128]
]},
{"key":"omobo","bluetooth":{"names":["S6"],"manufacturerData":[],"services":{"0000ffb0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffb2-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["omobo-vivegg-vibrator","Omobo ViVegg Vibrator",[],2]
]},
{"key":"patoo","bluetooth":{"names":["PTVEA*","PBT*","PCS*","PHT*"],"manufacturerData":[],"services":{"f000aa64-0451-4000-b000-000000000000":{"tx":"f000aa68-0451-4000-b000-000000000000","txmode":"f000aa65-0451-4000-b000-000000000000"}},"advertised":[]},"models":[
["patoo-device","Patoo Device",[],2],
["patoo-carrot","Patoo Carrot",["PTVEA"],2],
["patoo-vibrator","Patoo Vibrator",["PCS"],2],
["patoo-bean-sprout","Patoo Bean Sprout",["PHT"],2],
["patoo-devil","Patoo Devil",["PBT"],103]
]},
{"key":"picobong","bluetooth":{"names":["Blow hole","Picobong Male Toy","Diver","Picobong Egg","Life guard","Picobong Ring","Surfer","Picobong Butt Plug","Egg driver","Surfer_plug"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["picobong-device","Picobong Device",[],15],
["picobong-blow-hole","Picobong Blow hole",["Blow hole","Picobong Male Toy"],15],
["picobong-diver","Picobong Diver",["Diver","Picobong Egg"],15],
["picobong-life-guard","Picobong Life guard",["Life guard","Picobong Ring"],15],
["picobong-surfer","Picobong Surfer",["Surfer","Picobong Butt Plug","Egg driver","Surfer_plug"],15]
]},
{"key":"pink_punch","bluetooth":{"names":["Pink_Punch","PinkPunch_Peachu","PinkPunch_DreamBunny","PinkPunch_Peacaron"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["pink-punch-device","Pink Punch Device",[],2],
["pink-punch-sunset-mushroom","Pink Punch Sunset Mushroom",["Pink_Punch"],2],
["pink-punch-peachu","Pink Punch Peachu",["PinkPunch_Peachu"],2],
["pink-punch-dream-bunny","Pink Punch Dream Bunny",["PinkPunch_DreamBunny"],2],
["pink-punch-peacaron","Pink Punch Peacaron",["PinkPunch_Peacaron"],2]
]},
{"key":"prettylove","bluetooth":{"names":["Aogu BLE *","AB Shutter3 [Aogu BLE Device]"],"manufacturerData":[],"services":{"0000ffe5-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe9-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["pretty-love-device","Pretty Love Device",[],4]
]},
{"key":"realov","bluetooth":{"names":["REALOV_VIBE"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["realov-device","Realov Device",[],144]
]},
{"key":"realtouch","hid":[{"vendor":8020,"product":1}],"notDriven":"Nobody has written down what the device is told over USB.","models":[
["realtouch","RealTouch",[],101]
]},
{"key":"rez-trancevibrator","usb":[{"vendor":2889,"product":1615}],"models":[
["rez-trancevibrator","Rez TranceVibrator",[],0]
]},
{"key":"sakuraneko","bluetooth":{"names":["sakuraneko-01","sakuraneko-02","sakuraneko-03","sakuraneko-04"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sakuraneko-device","Sakuraneko Device",[],2],
["sakuraneko-korokoro","Sakuraneko Korokoro",["sakuraneko-01"],2],
["sakuraneko-nukunuku","Sakuraneko Nukunuku",["sakuraneko-02"],2],
["sakuraneko-dokidoki","Sakuraneko Dokidoki",["sakuraneko-03"],2],
["sakuraneko-koikoi","Sakuraneko Koikoi",["sakuraneko-04"],108]
]},
{"key":"satisfyer","bluetooth":{"names":["SF *"],"manufacturerData":[{"company":93,"prefix":[0,0,39]},{"company":93,"prefix":[0,0,40]}],"services":{"0000180a-0000-1000-8000-00805f9b34fb":{"rxblemodel":"00002a24-0000-1000-8000-00805f9b34fb"},"51361500-c5e7-47c7-8a6e-47ebc99d80e8":{"command":"51361501-c5e7-47c7-8a6e-47ebc99d80e8","tx":"51361502-c5e7-47c7-8a6e-47ebc99d80e8"}},"advertised":[]},"models":[
["satisfyer-device","Satisfyer Device",[],2],
["satisfyer-hot-spot","Satisfyer Hot Spot",["10005"],2],
["satisfyer-heated-affair","Satisfyer Heated Affair",["10006"],103],
["satisfyer-big-heat","Satisfyer Big Heat",["10007"],2],
["satisfyer-heated-thrill","Satisfyer Heated Thrill",["10008"],2],
["satisfyer-hot-bunny","Satisfyer Hot Bunny",["10009"],103],
["satisfyer-heat-climax","Satisfyer Heat Climax",["10010"],2],
["satisfyer-heat-climax-plus","Satisfyer Heat Climax+",["10011"],103],
["satisfyer-hot-passion","Satisfyer Hot Passion",["10012"],2],
["satisfyer-haute-couture-plus","Satisfyer Haute Couture+",["10013"],103],
["satisfyer-high-fashion-plus","Satisfyer High Fashion+",["10014"],103],
["satisfyer-pret-a-porter-plus","Satisfyer Pr\u00eat-\u00e0-porter+",["10015"],103],
["satisfyer-love-triangle","Satisfyer Love Triangle",["10024","10025"],103],
["satisfyer-curvy-1-plus","Satisfyer Curvy 1+",["10027","10028"],103],
["satisfyer-curvy-2-plus","Satisfyer Curvy 2+",["10030","10031"],103],
["satisfyer-double-wand-er","Satisfyer Double Wand-er",["10032"],2],
["satisfyer-double-joy","Satisfyer Double Joy",["10046","10047","10048"],103],
["satisfyer-double-fun","Satisfyer Double Fun",["10049","10050","10051"],103],
["satisfyer-double-love","Satisfyer Double Love",["10052","10053","10054"],103],
["satisfyer-curvy-3-plus","Satisfyer Curvy 3+",["10055"],103],
["satisfyer-hot-lover","Satisfyer Hot Lover",["10059","10060","10061"],103],
["satisfyer-mono-flex","Satisfyer Mono Flex",["10062","10063","10064"],103],
["satisfyer-double-flex","Satisfyer Double Flex",["10065","10066","10067","10068"],102],
["satisfyer-heat-wave","Satisfyer Heat Wave",["10069","10070","10071"],103],
["satisfyer-little-secret","Satisfyer Little Secret",["10072"],2],
["satisfyer-sexy-secret","Satisfyer Sexy Secret",["10073"],2],
["satisfyer-strong-one","Satisfyer Strong One",["10074"],2],
["satisfyer-mighty-one","Satisfyer Mighty One",["10075"],2],
["satisfyer-powerful-one","Satisfyer Powerful One",["10076"],2],
["satisfyer-royal-one","Satisfyer Royal One",["10077"],2],
["satisfyer-signet-ring","Satisfyer Signet Ring",["10078"],2],
["satisfyer-dual-love","Satisfyer Dual Love",["10079","10080"],103],
["satisfyer-dual-pleasure","Satisfyer Dual Pleasure",["10081","10082"],103],
["satisfyer-hero-plus","Satisfyer Hero+",["10090"],2],
["satisfyer-knight-plus","Satisfyer Knight+",["10091"],2],
["satisfyer-newcomer-plus","Satisfyer Newcomer+",["10092","10093"],2],
["satisfyer-plug-ilicious-1","Satisfyer Plug-ilicious 1",["10100","10101"],103],
["satisfyer-plug-ilicious-2","Satisfyer Plug-ilicious 2",["10102","10103","10104"],103],
["satisfyer-e-love-foreplay","Satisfyer E-Love Foreplay",["10105"],2],
["satisfyer-e-love-g-hunter","Satisfyer E-Love G-Hunter",["10108"],2],
["satisfyer-e-love-g-hunter-plus","Satisfyer E-Love G-Hunter+",["10109"],103],
["satisfyer-e-love-g-spotter","Satisfyer E-Love G-Spotter",["10110"],2],
["satisfyer-e-love-g-spotter-plus","Satisfyer E-Love G-Spotter+",["10111"],103],
["satisfyer-e-love-story","Satisfyer E-Love Story",["10112"],2],
["satisfyer-love-birds-1","Satisfyer Love Birds 1",["10119","10120","10182"],2],
["satisfyer-love-birds-2","Satisfyer Love Birds 2",["10121","10122","10123"],2],
["satisfyer-love-birds-vary","Satisfyer Love Birds Vary",["10124","10125","10126"],2],
["satisfyer-ribbed-petal","Satisfyer Ribbed Petal",["10127","10128","10129","10201"],2],
["satisfyer-shiny-petal","Satisfyer Shiny Petal",["10130","10131","10132","10133"],2],
["satisfyer-smooth-petal","Satisfyer Smooth Petal",["10134","10135","10136","10202"],2],
["satisfyer-men-vibration-plus","Satisfyer Men Vibration+",["10140"],103],
["satisfyer-power-plug","Satisfyer Power Plug",["10141"],2],
["satisfyer-rotator-plug-1-plus","Satisfyer Rotator Plug 1+",["10142","10143"],103],
["satisfyer-rotator-plug-2-plus","Satisfyer Rotator Plug 2+",["10144","10145"],103],
["satisfyer-deep-diver","Satisfyer Deep Diver",["10146","10147"],2],
["satisfyer-sweet-seal","Satisfyer Sweet Seal",["10148","10149"],2],
["satisfyer-trendsetter","Satisfyer Trendsetter",["10150","10151"],2],
["satisfyer-twirling-joy","Satisfyer Twirling Joy",["10154","10155","10156"],2],
["satisfyer-ultra-power-bullet-8","Satisfyer Ultra Power Bullet 8",["10157","10158"],2],
["satisfyer-double-desire","Satisfyer Double Desire",["10160","10161","10162"],103],
["satisfyer-double-lust","Satisfyer Double Lust",["10163","10164","10165","10166"],103],
["satisfyer-epic-duo","Satisfyer Epic Duo",["10167"],2],
["satisfyer-pleasure-wand-plus","Satisfyer Pleasure Wand+",["10168"],2],
["satisfyer-top-secret","Satisfyer Top Secret",["10169","10170","10171"],103],
["satisfyer-top-secret-plus","Satisfyer Top Secret+",["10172","10173","10174"],103],
["satisfyer-bullseye","Satisfyer Bullseye",["10175","10176"],2],
["satisfyer-sunray","Satisfyer Sunray",["10177","10178","10179"],103],
["satisfyer-curvy-trinity-5-plus","Satisfyer Curvy Trinity 5+",["10180","10181"],103],
["satisfyer-intensity-plug","Satisfyer Intensity Plug",["10183","10184"],2],
["satisfyer-power-masturbator","Satisfyer Power Masturbator",["10185"],2],
["satisfyer-hug-me","Satisfyer Hug me",["10186","10187"],103],
["satisfyer-air-pump-bunny-5-plus","Satisfyer Air Pump Bunny 5+",["10188"],103],
["satisfyer-air-pump-vibrator-5-plus","Satisfyer Air Pump Vibrator 5+",["10189"],2],
["satisfyer-threesome-4","Satisfyer Threesome 4",["10190","10191"],103],
["satisfyer-g-spot-flex-4-plus","Satisfyer G-Spot Flex 4+",["10192"],2],
["satisfyer-g-spot-flex-5-plus","Satisfyer G-Spot Flex 5+",["10193","10194"],2],
["satisfyer-air-pump-booty-5-plus","Satisfyer Air Pump Booty 5+",["10195"],2],
["satisfyer-pro-plus-wave-4","Satisfyer Pro+ Wave 4",["10196"],103],
["satisfyer-mini-wand-er-plus","Satisfyer Mini Wand-er+",["10197","10198"],103],
["satisfyer-tropical-tip","Satisfyer Tropical Tip",["10199","10200"],2],
["satisfyer-twirling-pro-plus","Satisfyer Twirling Pro+",["10203","10204"],103],
["satisfyer-perfect-pair-4","Satisfyer Perfect Pair 4",["10205"],2],
["satisfyer-booty-absolute-beginners-5","Satisfyer Booty Absolute Beginners 5",["10206","10207","10208"],2],
["satisfyer-rrrolling-sensation","Satisfyer Rrrolling Sensation",["10241","10242"],103],
["satisfyer-pro-2-gen-3","Satisfyer Pro 2 Gen 3",["10307","10308","10309"],103]
]},
{"key":"sayberx","bluetooth":{"names":["SayberX","X-Ring *"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"rx":"0000fff8-0000-1000-8000-00805f9b34fb","tx":"0000fff6-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sayberx-device","SayberX Device",[],98],
["sayberx","SayberX",["SayberX"],99],
["sayber-x-ring","Sayber X-Ring",["X-Ring"],98]
]},
{"key":"sensee","bluetooth":{"names":["CTY222S4"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff5-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sensee-diandou-rabbit","Sensee Diandou Rabbit",[],2]
]},
{"key":"sensee-v2","bluetooth":{"names":["CCPA10S2","CCPA18S5","Easylive NO8 Cup","CTY508S5","CTY916S4","PTYB22S2","CCP322S5","CTY823S5","qingnan#16","CCPB22S5","CCP324S2"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"rx":"0000fff4-0000-1000-8000-00805f9b34fb","tx":"0000fff5-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sensee-device","Sensee Device",[],145],
["sensee-capsule","Sensee Capsule",["CCPA10S2"],145],
["sensee-astronaut","Sensee Astronaut",["CCPA18S5"],145],
["sensee-no8","Sensee No8",["Easylive NO8 Cup"],14],
["easylive-vader","Easylive Vader",["CCP322S5"],14],
["sensee-voice-interactive-female-vibrator","Sensee Voice-Interactive Female Vibrator",["CTY508S5"],14],
["sensee-moonlight","Sensee Moonlight",["PTYB22S2"],145],
["sensee-little-seahorse","Sensee Little Seahorse",["CTY823S5"],145],
["sensee-dream-stick","Sensee Dream Stick",["CTY916S4"],23],
["qingnan-16","Qingnan #16",["qingnan#16"],146],
["sensee-markel","Sensee Markel",["CCPB22S5"],147],
["easylive-gamer","Easylive Gamer",["CCP324S2"],14]
]},
{"key":"serveu","bluetooth":{"names":["ServeU"],"manufacturerData":[],"services":{"31bb1111-33e3-4f3c-a7fb-104288e7cb77":{"tx":"31bb2222-33e3-4f3c-a7fb-104288e7cb77"}},"advertised":[]},"models":[
["serveu","ServeU",[],148]
]},
{"key":"sexverse-lg389","bluetooth":{"names":["LG389"],"manufacturerData":[],"services":{"0000bae0-0000-1000-8000-00805f9b34fb":{"rx":"0000bae2-0000-1000-8000-00805f9b34fb","tx":"0000bae1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sexverse-lg389","Sexverse LG389",[],149]
]},
{"key":"sexverse-v1","bluetooth":{"names":["Rex","Cali","LY165A01","Olis","LY213A01","LY199B01","LY234A01","LY271A01","LY270A01"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sexverse-device","Sexverse Device",[],0],
["sexverse-rex","Sexverse Rex",["Rex"],0],
["sexverse-cali","Sexverse Cali",["Cali","LY165A01"],150],
["sexverse-olis","Sexverse Olis",["Olis"],151],
["sexverse-bucue","Sexverse BuCUE",["LY213A01"],60],
["cooxer-bullet-vibe","Cooxer Bullet Vibe",["LY199B01"],0],
["sexverse-tadpole","Sexverse Tadpole",["LY234A01"],0],
["sexverse-upton","Sexverse Upton",["LY271A01"],0],
["sexverse-una","Sexverse Una",["LY270A01"],0]
]},
{"key":"sexverse-v2","bluetooth":{"names":["LY272A01","LB-W01","HH010","NBQ-B619RX"],"manufacturerData":[],"services":{"0000bae0-0000-1000-8000-00805f9b34fb":{"tx":"0000bae1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sexverse-nolan","Sexverse Nolan",[],152],
["libo-miao","Libo Miao",["LB-W01"],153],
["sexverse-hh010","Sexverse HH010",["HH010"],154],
["duopeak-saphette","Duopeak Saphette",["NBQ-B619RX"],155]
]},
{"key":"sexverse-v3","bluetooth":{"names":["TAY001","TAY006","TAY009","TA-S001A"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fe02-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sexverse-tay","Sexverse Tay",[],153],
["sexverse-tay-1","Sexverse Tay 1",["TAY001"],153],
["sexverse-tay-6","Sexverse Tay 6",["TAY006"],153],
["sexverse-tay-9","Sexverse Tay 9",["TAY009"],153],
["sexverse-zeus","Sexverse Zeus",["TA-S001A"],152]
]},
{"key":"sexverse-v4","bluetooth":{"names":["CFG1 vibrator","HJ2024N01","BC1847","BC1816"],"manufacturerData":[],"services":{"0000cfa2-0000-1000-8000-00805f9b34fb":{"tx":"0000cf21-0000-1000-8000-00805f9b34fb"},"0000dba2-0000-1000-8000-00805f9b34fb":{"tx":"0000db21-0000-1000-8000-00805f9b34fb"},"0000bca2-0000-1000-8000-00805f9b34fb":{"tx":"0000bc21-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sexverse-g1-vibrator","Sexverse G1 Vibrator",[],111],
["vvd-vkini","VVD Vkini",["HJ2024N01"],111],
["sexverse-dark-knight","Sexverse Dark Knight",["BC1847"],111]
]},
{"key":"sexverse-v5","bluetooth":{"names":["CBW02","CB-WXW03"],"manufacturerData":[],"services":{"0000ffcb-0000-1000-8000-00805f9b34fb":{"tx":"0000cb02-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["sexverse-heart","Sexverse Heart",[],2],
["hannibal-kona","Hannibal Kona",["CB-WXW03"],2]
]},
{"key":"svakom-alex","bluetooth":{"names":["Alex NEO","S63E Alex NEO"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-alex-neo","Svakom Alex Neo",[],4]
]},
{"key":"svakom-alex-v2","bluetooth":{"names":["Alex NEO 2","S63E Alex NEO 2"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-alex-neo-2","Svakom Alex Neo 2",[],4]
]},
{"key":"svakom-avaneo","bluetooth":{"names":["Ava Neo"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-ava-neo","Svakom Ava Neo",[],156]
]},
{"key":"svakom-barnard","bluetooth":{"names":["DG239A"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["fantasy-cup-barnard","Fantasy Cup Barnard",[],157]
]},
{"key":"svakom-barney","bluetooth":{"names":["DJ333A"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["mutufun-barney","Mutufun Barney",[],158]
]},
{"key":"svakom-dice","bluetooth":{"names":["ZhiAi"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["zemalia-dice-for-love","Zemalia Dice for Love",[],0]
]},
{"key":"svakom-dt250a","bluetooth":{"names":["DT250A"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["coleur-dor-dt250a","Coleur Dor DT250A",[],159]
]},
{"key":"svakom-iker","bluetooth":{"names":["Iker"],"manufacturerData":[{"company":39,"prefix":[83,86,65,1,11,18,1,51,68,85,202,8]}],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-iker","Svakom Iker",[],160]
]},
{"key":"svakom-jordan","bluetooth":{"names":["Jordan"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-jordan","Svakom Jordan",[],161]
]},
{"key":"svakom-pulse","bluetooth":{"names":["SWK-SX013A","Pulse Union","Pulse Galaxie","SX033APP","SX033A","BX288A","QH-SX045A-B","SWK-SX067-B","QH-HX029A-B"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-pulse-device","Svakom Pulse Device",[],136],
["svakom-pulse-lite-neo","Svakom Pulse Lite Neo",["SWK-SX013A"],136],
["svakom-pulse-union","Svakom Pulse Union",["Pulse Union"],136],
["svakom-pulse-galaxie","Svakom Pulse Galaxie",["Pulse Galaxie"],136],
["svakom-mimiki","Svakom Mimiki",["SX033APP","SX033A"],136],
["beyourlover-kyukyu","BeYourLover Kyukyu",["BX288A"],136],
["coleur-dor-vx045a","Coleur Dor VX045A",["QH-SX045A-B"],136],
["momonii-agatha","Momonii Agatha",["SWK-SX067-B"],136],
["coleur-dor-hx029a","Coleur Dor HX029A",["QH-HX029A-B"],136]
]},
{"key":"svakom-sam","bluetooth":{"names":["Sam Neo"],"manufacturerData":[],"services":{"0000ae00-0000-1000-8000-00805f9b34fb":{"rx":"0000ae02-0000-1000-8000-00805f9b34fb","tx":"0000ae01-0000-1000-8000-00805f9b34fb","txmode":"0000ae10-0000-1000-8000-00805f9b34fb"},"0000ffac-0000-1000-8000-00805f9b34fb":{"firmware":"0000ffb4-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-sam-neo","Svakom Sam Neo",[],162]
]},
{"key":"svakom-sam2","bluetooth":{"names":["Sam Neo 2","Sam Neo 2 Pro"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-sam-neo-2","Svakom Sam Neo 2",[],163],
["svakom-sam-neo-2-sam-neo-2","Svakom Sam Neo 2",["Sam Neo 2"],163],
["svakom-sam-neo-2-pro","Svakom Sam Neo 2 Pro",["Sam Neo 2 Pro"],163]
]},
{"key":"svakom-suitcase","bluetooth":{"names":["VX357A-BLE-V1.0","VX236A-BLE-V1.0"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-magic-suitcase","Svakom Magic Suitcase",[],164],
["coleur-dor-vx236a","Coleur Dor VX236A",["VX236A-BLE-V1.0"],164]
]},
{"key":"svakom-tarax","bluetooth":{"names":["SX218A"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["toycod-tara-x","ToyCod Tara X",[],165]
]},
{"key":"svakom-v1","bluetooth":{"names":["Aogu SUV","Aogu SCB","Emma NEO","Phoenix NEO"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-device","Svakom Device",[],166],
["svakom-ella","Svakom Ella",["Aogu SCB"],166],
["svakom-phoenix-neo","Svakom Phoenix Neo",["Phoenix NEO"],166],
["svakom-emma-neo","Svakom Emma Neo",["Emma NEO"],166]
]},
{"key":"svakom-v2","bluetooth":{"names":["116","117","Edeny","118","Viviana","Ella NEO","S38A","Vick NEO","Vick Neo","STG05A","QH-SJ007A","Cici 2","Emma Neo 2"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-device-v2","Svakom Device v2",[],15],
["svakom-phoenix-neo-116","Svakom Phoenix Neo",["116"],15],
["svakom-viviana","Svakom Viviana",["Viviana"],15],
["svakom-ella-neo","Svakom Ella Neo",["Ella NEO"],15],
["svakom-edeny","Svakom Edeny",["117","Edeny"],15],
["svakom-tammy-pro","Svakom Tammy Pro",["S38A"],15],
["svakom-vick-neo","Svakom Vick Neo",["Vick NEO","Vick Neo"],15],
["svakom-aravinda","Svakom Aravinda",["STG05A"],15],
["toycod-vanesia","ToyCod Vanesia",["118"],15],
["svakom-winni-2","Svakom Winni 2",["QH-SJ007A"],15],
["svakom-cici-2","Svakom Cici 2",["Cici 2"],15],
["svakom-emma-neo-2","Svakom Emma Neo 2",["Emma Neo 2"],15]
]},
{"key":"svakom-v3","bluetooth":{"names":["Phoenix Neo 2","FK008A","Hannes NEO","QH-SX007E"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-device-v3","Svakom Device v3",[],15],
["svakom-phoenix-neo-2","Svakom Phoenix Neo 2",["Phoenix Neo 2"],15],
["fantasy-cup-theodore","Fantasy Cup Theodore",["FK008A"],167],
["svakom-hannes-neo","Svakom Hannes Neo",["Hannes NEO"],15],
["svakom-alberta","Svakom Alberta",["QH-SX007E"],168]
]},
{"key":"svakom-v4","bluetooth":{"names":["B2CM6","ERICA","Cici+ 2","VV468A"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-device-v4","Svakom Device v4",[],158],
["toycod-barzillai","ToyCod Barzillai",["B2CM6"],158],
["svakom-erica","Svakom Erica",["ERICA"],158],
["svakom-cici-plus-2","Svakom Cici+ 2",["Cici+ 2"],158],
["toycod-clara","ToyCod Clara",["VV468A"],15]
]},
{"key":"svakom-v5","bluetooth":{"names":["Chika","Mora Neo","Trysta Neo","Mini Emma Neo"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-device-v5","Svakom Device v5",[],158],
["svakom-chika","Svakom Chika",["Chika"],158],
["svakom-mora-neo","Svakom Mora Neo",["Mora Neo"],169],
["svakom-trysta-neo","Svakom Trysta Neo",["Trysta Neo"],169],
["svakom-mini-emma-neo","Svakom Mini Emma Neo",["Mini Emma Neo"],15]
]},
{"key":"svakom-v6","bluetooth":{"names":["CocoPro","Echo 2","Vick Neo 2","Iker Neo","VA617A-3","VA617A-4"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"rx":"0000ffe2-0000-1000-8000-00805f9b34fb","tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["svakom-device-v6","Svakom Device v6",[],15],
["svakom-coco-pro","Svakom Coco Pro",["CocoPro"],15],
["svakom-echo-2","Svakom Echo 2",["Echo 2"],15],
["beyourlover-naughty-clock-vibrator","BeYourLover Naughty Clock Vibrator",["VA617A-3"],15],
["svakom-vick-neo-2","Svakom Vick Neo 2",["Vick Neo 2"],158],
["svakom-iker-neo","Svakom Iker Neo",["Iker Neo"],170],
["beyourlover-naughty-clock-sucker","BeYourLover Naughty Clock Sucker",["VA617A-4"],15]
]},
{"key":"synchro","bluetooth":{"names":["Shinkuro","synchro2","synchro EX"],"manufacturerData":[],"services":{"0000ffe0-0000-1000-8000-00805f9b34fb":{"tx":"0000ffe1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["synchro","Synchro",[],171],
["synchro-exchange","Synchro Exchange",["synchro EX"],171]
]},
{"key":"tcode-v03","serial":{"ports":["default"],"line":{"baudRate":115200,"dataBits":8,"parity":"none","stopBits":1}},"network":true,"models":[
["tcode-v03-single-linear-axis","TCode v0.3 (Single Linear Axis)",[],172,{"gapMs":20}]
]},
{"key":"thehandy","bluetooth":{"names":["The Handy"],"manufacturerData":[],"services":{"1775244d-6b43-439b-877c-060f2d9bed07":{"firmware":"1775ff51-6b43-439b-877c-060f2d9bed07","tx":"1775ff55-6b43-439b-877c-060f2d9bed07"}},"advertised":[]},"models":[
["the-handy","The Handy",[],148,{"gapMs":50}]
]},
{"key":"thehandy-v3","bluetooth":{"names":["OHD_hw0_*","OHD_hw1_*","OHD_hw2_*","OHD_hw3_*","OHD_hw4_*"],"manufacturerData":[],"services":{"77834d26-40f7-11ee-be56-0242ac120002":{"rx":"77835410-40f7-11ee-be56-0242ac120002","tx":"77835032-40f7-11ee-be56-0242ac120002"}},"advertised":[]},"models":[
["the-handy-fw4-plus","The Handy (FW4+)",[],148,{"gapMs":50}],
["the-handy-2-pro","The Handy 2 Pro",["hw4"],148,{"gapMs":50}],
["the-handy-2-standard","The Handy 2 Standard",["hw3"],148,{"gapMs":50}],
["the-oh","The Oh!",["hw1"],2,{"gapMs":50}]
]},
{"key":"tryfun","bluetooth":{"names":["TRYFUN-ONE","TF-SPRAY"],"manufacturerData":[],"services":{"0000ff10-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"},"0000ffac-0000-1000-8000-00805f9b34fb":{"tx":"0000ffb5-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["tryfun-yuan-series","TryFun Yuan Series",[],173],
["tryfun-surge-pro","TryFun Surge Pro",["TF-SPRAY"],99]
]},
{"key":"tryfun-blackhole","bluetooth":{"names":["TF-BHPLUS","TF-ROCK"],"manufacturerData":[],"services":{"0000ffac-0000-1000-8000-00805f9b34fb":{"tx":"0000ffb7-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["tryfun-black-hole-plus","TryFun Black Hole Plus",[],23],
["tryfun-rock","TryFun Rock",["TF-ROCK"],174]
]},
{"key":"tryfun-meta2","bluetooth":{"names":["TF-META2"],"manufacturerData":[],"services":{"0000ffac-0000-1000-8000-00805f9b34fb":{"tx":"0000ffb7-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["tryfun-meta-2","TryFun Meta 2",[],175]
]},
{"key":"twerkingbutt","bluetooth":{"names":["BODIKANG","Twerking Butt","TwerkingButt"],"manufacturerData":[],"services":{"00000a60-0000-1000-8000-00805f9b34fb":{"rx":"00000a67-0000-1000-8000-00805f9b34fb","tx":"00000a66-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"notDriven":"The range of its speeds is not documented, and no device has confirmed its packets.","models":[
["twerking-butt","Twerking Butt",[],98]
]},
{"key":"vibcrafter","bluetooth":{"names":["be gentle","Janna","Hayden","Nidalee"],"manufacturerData":[],"services":{"53300051-0060-4bd4-bbe5-a6920e4c5663":{"tx":"53300052-0060-4bd4-bbe5-a6920e4c5663","rx":"53300053-0060-4bd4-bbe5-a6920e4c5663"}},"advertised":[]},"models":[
["vibcrafter-device","VibCrafter Device",[],176],
["vibcrafter-harlow","VibCrafter Harlow",["be gentle"],176],
["vibcrafter-hayden","VibCrafter Hayden",["Hayden"],176],
["vibcrafter-nidalee","VibCrafter Nidalee",["Nidalee"],176],
["vibcrafter-janna","VibCrafter Janna",["Janna"],111]
]},
{"key":"vibratissimo","bluetooth":{"names":["Vibratissimo"],"manufacturerData":[],"services":{"00001523-1212-efde-1523-785feabcd123":{"txmode":"00001524-1212-efde-1523-785feabcd123","txvibrate":"00001526-1212-efde-1523-785feabcd123","rx":"00001527-1212-efde-1523-785feabcd123"},"0000180a-0000-1000-8000-00805f9b34fb":{"rxblemodel":"00002a24-0000-1000-8000-00805f9b34fb"},"0000180f-0000-1000-8000-00805f9b34fb":{"rxblebattery":"00002a19-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["vibratissimo-device","Vibratissimo Device",[],97],
["vibratissimo-licker","Vibratissimo Licker",["Licker","SecretKiss","Womenizer"],177],
["vibratissimo-rabbit","Vibratissimo Rabbit",["Rabbit"],178]
]},
{"key":"vorze-cyclone-x","hid":[{"vendor":1155,"product":22352}],"models":[
["vorze-cyclone-x10-device","Vorze Cyclone X10 Device",[],179]
]},
{"key":"vorze-sa","bluetooth":{"names":["Bach smart","CycSA","UFOSA","UFO-TW","VorzePiston","ROCKET","OMORFI","OMOR"],"manufacturerData":[],"services":{"40ee1111-63ec-4b7f-8ce7-712efd55b90e":{"tx":"40ee2222-63ec-4b7f-8ce7-712efd55b90e"}},"advertised":[]},"models":[
["vorze-device","Vorze Device",[],98],
["vorze-bach","Vorze Bach",["Bach smart"],2,{"variant":"vorze-sa-single-vibrator"}],
["adult-festa-rocket","Adult Festa Rocket",["ROCKET"],2,{"variant":"vorze-sa-single-vibrator"}],
["vorze-a10-cyclone-sa","Vorze A10 Cyclone SA",["CycSA"],180,{"variant":"vorze-sa-single-rotator"}],
["vorze-ufo-sa","Vorze UFO SA",["UFOSA"],180,{"variant":"vorze-sa-single-rotator"}],
["vorze-ufo-tw","Vorze UFO TW",["UFO-TW"],181,{"variant":"vorze-sa-dual-rotator"}],
["vorze-piston","Vorze Piston",["VorzePiston"],101,{"variant":"vorze-sa-piston"}],
["vorze-omorfi","Vorze Omorfi",["OMORFI","OMOR"],176,{"variant":"vorze-sa-dual-vibrator"}]
]},
{"key":"wetoy","bluetooth":{"names":["WeToy"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff3-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["wetoy-mina","WeToy MiNa",[],4]
]},
{"key":"wevibe","bluetooth":{"names":["Cougar","4 Plus","4_Plus","4plus","Bloom","classic","Classic","Ditto","Gala","Jive","Nova","Pivot","Rave","Sync","Verge","Wish"],"manufacturerData":[],"services":{"f000bb03-0451-4000-b000-000000000000":{"tx":"f000c000-0451-4000-b000-000000000000","rx":"f000b000-0451-4000-b000-000000000000"}},"advertised":[]},"models":[
["wevibe-device","WeVibe Device",[],128],
["wevibe-bloom","WeVibe Bloom",["Bloom"],128],
["wevibe-ditto","WeVibe Ditto",["Ditto"],128],
["wevibe-jive","WeVibe Jive",["Jive"],128],
["wevibe-pivot","WeVibe Pivot",["Pivot"],128],
["wevibe-rave","WeVibe Rave",["Rave"],128],
["wevibe-verge","WeVibe Verge",["Verge"],128],
["wevibe-wish","WeVibe Wish",["Wish"],128],
["wevibe-4-plus","WeVibe 4 Plus",["Cougar","4 Plus","4_Plus","4plus","classic","Classic"],182],
["wevibe-gala","WeVibe Gala",["Gala"],182],
["wevibe-nova","WeVibe Nova",["Nova"],182],
["wevibe-sync","WeVibe Sync",["Sync"],182]
]},
{"key":"wevibe-8bit","bluetooth":{"names":["Melt","Melt 2","Moxie","Vector","Wand","Wand 2","Bond","Nelson","Nova2","Nova_2","Nova 2","Jive 2"],"manufacturerData":[],"services":{"f000bb03-0451-4000-b000-000000000000":{"tx":"f000c000-0451-4000-b000-000000000000","rx":"f000b000-0451-4000-b000-000000000000"}},"advertised":[]},"models":[
["wevibe-8-bit-device","WeVibe 8-bit Device",[],183],
["wevibe-melt","WeVibe Melt",["Melt","Melt 2"],184],
["wevibe-moxie","WeVibe Moxie",["Moxie"],183],
["wevibe-vector","WeVibe Vector",["Vector"],185],
["wevibe-wand","WeVibe Wand",["Wand"],184],
["wevibe-wand-2","WeVibe Wand 2",["Wand 2"],184],
["wevibe-bond","WeVibe Bond",["Bond","Nelson"],186],
["wevibe-nova-2","WeVibe Nova 2",["Nova2","Nova_2","Nova 2"],187],
["wevibe-jive-2","WeVibe Jive 2",["Jive 2"],183]
]},
{"key":"wevibe-chorus","bluetooth":{"names":["Chorus","skeena","Sync 2","Sync O","Sync Lite"],"manufacturerData":[],"services":{"f000bb03-0451-4000-b000-000000000000":{"tx":"f000c000-0451-4000-b000-000000000000","rx":"f000b000-0451-4000-b000-000000000000"}},"advertised":[]},"models":[
["wevibe-chorus","WeVibe Chorus",[],188],
["wevibe-sync-2","WeVibe Sync 2",["Sync 2"],188],
["wevibe-sync-lite","WeVibe Sync Lite",["Sync Lite"],189],
["wevibe-sync-o","WeVibe Sync O",["Sync O"],189]
]},
{"key":"xibao","bluetooth":{"names":["CCYB_*"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff2-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["xibao-smart-masturbation-cup","Xibao Smart Masturbation Cup",[],190]
]},
{"key":"xinput","xinput":true,"models":[
["xbox-xinput-compatible-gamepad","XBox (XInput) Compatible Gamepad",[],191]
]},
{"key":"xiuxiuda","bluetooth":{"names":["XXD-Lush*"],"manufacturerData":[],"services":{"53300001-0023-4bd4-bbd5-a6920e4c5653":{"tx":"53300003-0023-4bd4-bbd5-a6920e4c5653"}},"advertised":[]},"models":[
["xiuxiuda-device","Xiuxiuda Device",[],166]
]},
{"key":"xuanhuan","bluetooth":{"names":["QUXIN"],"manufacturerData":[],"services":{"0000fffe-0000-1000-8000-00805f9b34fb":{"tx":"0000fe02-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["xuanhuan-masturbator","Xuanhuan Masturbator",[],15]
]},
{"key":"youcups","bluetooth":{"names":["Youcups"],"manufacturerData":[],"services":{"0000fee9-0000-1000-8000-00805f9b34fb":{"tx":"d44bc439-abfd-45a2-b575-925416129600"}},"advertised":[]},"models":[
["youcups-warrior-ii","Youcups Warrior II",[],192]
]},
{"key":"youou","bluetooth":{"names":["VX001_*"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff6-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["youou-wand-vibrator","Youou Wand Vibrator",[],0]
]},
{"key":"zalo","bluetooth":{"names":["ZALO-Queen","ZALO-King","ZALO-Jeanne"],"manufacturerData":[],"services":{"0000fff0-0000-1000-8000-00805f9b34fb":{"tx":"0000fff1-0000-1000-8000-00805f9b34fb"}},"advertised":[]},"models":[
["zalo-device","Zalo Device",[],192],
["zalo-queen","Zalo Queen",["ZALO-Queen"],193],
["zalo-king","Zalo King",["ZALO-King"],193],
["zalo-jeanne","Zalo Jeanne",["ZALO-Jeanne"],192]
]}
]}
`);
