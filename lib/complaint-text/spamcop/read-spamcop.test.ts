// SpamCop's mails: claims, summaries and alerts, and the mails quoted in them.

import path from 'node:path';
import { describe } from 'vitest';

import { testFixtures } from '../../formats/testing/fixtures';

describe('SpamCop', () => testFixtures(path.join(import.meta.dirname, 'fixtures'), 'spamcop'));
