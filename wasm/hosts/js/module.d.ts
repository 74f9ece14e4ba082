/** The address of the module, as the bundler makes it. */
declare const address: string;
export default address;
