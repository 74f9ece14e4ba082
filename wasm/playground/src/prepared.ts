// What the example that the page opens with renders to, made when the page was built: shown while the engine still loads.

import response from 'virtual:prepared';
import type { Result } from './api';
import { resultOf } from './documents';
import { fleetId } from './fleet';
import type { Workspace } from './workspace';

/** Null when other files are open, or with options of their own. */
export function preparedFor({ place, settings }: Workspace): Result | null {
  if (!response || place.kind !== 'example' || place.id !== fleetId) return null;
  return settings.namespace === '' && settings.controller === '' ? resultOf(response) : null;
}
