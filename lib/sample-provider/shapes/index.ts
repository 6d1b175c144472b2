// The shape of each program, one line each.

import type { ProgramId } from '../types';
import { comcast } from './comcast';
import { generic } from './generic';
import { jmrp } from './jmrp';
import { mailRu } from './mail-ru';
import { nixspam } from './nixspam';
import type { Shape } from './shaped';
import { spamcop } from './spamcop';
import { validity } from './validity';
import { yahoo } from './yahoo';

export const SHAPES: Readonly<Record<ProgramId, Shape>> = {
  'yahoo-cfl': yahoo,
  'outlook-jmrp': jmrp,
  comcast,
  'mail-ru': mailRu,
  spamcop,
  nixspam,
  validity,
  generic,
};
