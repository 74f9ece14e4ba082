// Takes sources and options, gives the bytes of a request. What JSON cannot hold, or leaves out without a word, is an
// error that names its path; the module checks everything else.

import { RequestError } from './errors.js';

const deepest = 100;

function refuse(field, message, hint) {
  throw new RequestError([{ severity: 'error', code: hint ? 'AR0301' : 'AR0302', message, field, hint }]);
}

function check(value, path, above = []) {
  const type = typeof value;
  if (type === 'bigint' || type === 'function' || type === 'symbol') refuse(path, `a ${type} is not a value here`);
  if (type === 'number' && !Number.isFinite(value)) refuse(path, `${value} is not a value here`);
  if (type !== 'object' || value === null) return;
  if (above.includes(value)) refuse(path, 'the object contains itself');
  if (above.length === deepest) refuse(path, 'the objects are nested too deeply');
  const here = [...above, value];
  if (Array.isArray(value)) value.forEach((item, i) => check(item, `${path}[${i}]`, here));
  else for (const [key, item] of Object.entries(value)) check(item, `${path}.${key}`, here);
}

/** The sources as a list, once they and the options are what a request can hold. */
export function checkedSources(sources, options) {
  const list = Array.isArray(sources) ? sources : [sources];
  check(list, 'sources');
  check(options, 'options');
  if (typeof options !== 'object') refuse('options', `expected an object, found ${JSON.stringify(options)}`);
  // The module would point to a place beside the options, which is not the caller's to write.
  if (options && 'limits' in options) {
    refuse('options.limits', 'unknown field',
      "memory is limited by memoryLimit of load(), and time by timeout of a WorkerRenderer's call");
  }
  return list;
}

export function requestBytes(sources, options) {
  return new TextEncoder().encode(JSON.stringify({ sources: checkedSources(sources, options), options }));
}
