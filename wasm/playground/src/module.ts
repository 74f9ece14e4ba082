// Takes the address of a WebAssembly module, gives it compiled. An address without one is an error that says so.

export async function fetchModule(address: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
