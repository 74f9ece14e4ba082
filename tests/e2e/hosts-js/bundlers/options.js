// vite and webpack find the module and the worker by themselves.
export const options = {};
