// Imports the entries that it is given and says what each exports.
const exported = {};
for (const entry of JSON.parse(process.argv[2])) exported[entry] = Object.keys(await import(entry)).sort();
console.log(JSON.stringify(exported));
