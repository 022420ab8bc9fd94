/** The wire format of protocol buffers, for the devices that speak it: fields by number, no schema. */
export { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
