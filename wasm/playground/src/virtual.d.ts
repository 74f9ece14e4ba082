// Modules that are made by vite.config.ts.

declare module 'virtual:prepared' {
  const response: import('./documents').Response | null;
  export default response;
}
