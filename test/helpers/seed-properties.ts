/** Vitest runs this before each file: the cases that fast-check draws are the same in every run, and others with FULL=1. */
import {readFileSync} from 'node:fs';
import {expect} from 'vitest';

/** Most files draw none, and fast-check takes a tenth of a second to load. */
const drawing = /fast-check|\/any-|-arbitraries|hostile-|plan-racks/;

const {testPath} = expect.getState();
if (process.env['FULL'] !== '1' && drawing.test(readFileSync(testPath ?? '', 'utf8'))) {
	const {default: fc} = await import('fast-check');
	fc.configureGlobal({...fc.readConfigureGlobal(), seed: 20_261_123});
}
