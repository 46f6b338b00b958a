import {expect, it} from 'vitest';
import {isTooOldOllama} from '../../source/rules/ollama-version.ts';

it.each(['0.1.37', '0.1.0', 'v0.0.12', '0.1.37-rc1'])('%s is too old', version => {
	expect(isTooOldOllama(version)).toBe(true);
});

it.each(['0.1.38', '0.2.0', '0.12.6', '1.0.0', '0.13.0-rc0', '0.0.0', 'mine', ''])(
	'%s is not, as far as anybody can tell',
	version => {
		expect(isTooOldOllama(version)).toBe(false);
	},
);
