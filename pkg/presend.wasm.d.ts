/** The address of the WebAssembly file, as bundlers with a loader for files give it. For the `load()` of `presend/slim`. */
declare const address: string;
export default address;
