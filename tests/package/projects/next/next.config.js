export default {
  // Its WebAssembly lies beside it on the server, too.
  serverExternalPackages: ["presend"],
};
