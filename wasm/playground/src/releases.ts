// The version of this page's engine, and the releases of the controller that can be chosen: from what the program is
// built from.

import table from '../../../core/model/controllers.def?raw';

declare const __VERSION__: string; // see vite.config.ts

export const releases = [...table.matchAll(/^RELEASE\("([^"]+)"\)/gm)].map((row) => row[1]);
/** The one that is chosen when none is. */
export const standard = /^#define CONTROLLER_DEFAULT "([^"]+)"/m.exec(table)![1];
export const version = __VERSION__;
