// The releases of the controller that can be chosen, from the table that the program has.

import table from '../../../core/model/controllers.def?raw';

export const releases = [...table.matchAll(/^RELEASE\("([^"]+)"\)/gm)].map((row) => row[1]);
