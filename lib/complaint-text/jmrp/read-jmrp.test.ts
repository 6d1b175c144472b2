// JMRP complaints: what the subject states and what the reported mail tells.

import path from 'node:path';
import { describe } from 'vitest';

import { testFixtures } from '../../formats/testing/fixtures';

describe('JMRP', () => testFixtures(path.join(import.meta.dirname, 'fixtures'), 'jmrp'));
