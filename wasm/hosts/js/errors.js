// Why nothing could be rendered. Errors in an input are none of these: they are in `problems` of a result.

/** The request itself was wrong. */
export class RequestError extends Error {
  constructor(problems) {
    super(`agentrender: ${problems.map(refusalText).join('; ')}`);
    this.problems = problems;
  }
}

/** The module failed; the renderer goes on with a new instance. */
export class RenderError extends Error {
  constructor(message, options) {
    super(`agentrender: ${message}`, options);
  }
}

/** The input needs more memory than `memoryLimit`. */
export class MemoryLimitError extends RenderError {}

/** The time limit of a call has passed. */
export class TimeLimitError extends RenderError {}

// By names that a minifier leaves as they are.
const ownErrors = { RequestError, RenderError, MemoryLimitError, TimeLimitError };
for (const [name, type] of Object.entries(ownErrors)) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true });
}

/** The error of a worker, as it would be here; it came as { name, message, problems }. */
export function revive({ name, message, problems }) {
  if (problems) return new RequestError(problems);
  if (name === 'RangeError') return new RangeError(message);
  return new (ownErrors[name] ?? RenderError)(message.replace(/^agentrender: /, ''));
}

/** A name of the caller's, or a key of the input's, with what a terminal or the log of CI could obey escaped. */
function shown(text) {
  const escaped = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
  return escaped.replaceAll('##', '#\\x23');
}

/** One line: file:line:column: severity: field: message (hint). */
export function problemText(problem) {
  const place = problem.file ? `${shown(problem.file)}:${problem.line}:${problem.column}: ` : '';
  const field = problem.field ? `${shown(problem.field)}: ` : '';
  const hint = problem.hint ? ` (${problem.hint})` : '';
  return `${place}${problem.severity}: ${field}${problem.message}${hint}`;
}

// What is wrong with a call, by the path of it: who calls has not written the line of the request that it is in.
function refusalText({ file, ...problem }) {
  return problem.field ? problemText(problem).replace(`${problem.severity}: `, '') : problemText({ file, ...problem });
}
