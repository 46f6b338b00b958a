import {expect, it} from 'vitest';
import type {ConfigSource} from '../../source/domain/config-source.ts';
import {configSourceText} from '../../source/theme/config-source-text.ts';

it.each<readonly [string, ConfigSource]>([
	['/a (from --config)', {from: 'flag', path: '/a'}],
	['/a (from $CLUSTERDECK_CONFIG)', {from: 'environment', path: '/a'}],
	['/a (the usual place)', {from: 'home', path: '/a'}],
	['no file: this machine alone (nothing at /a)', {from: 'builtIn', lookedAt: '/a'}],
	[
		'no file: this machine alone (there is no home directory to look in)',
		{from: 'builtIn', lookedAt: undefined},
	],
])('%s', (text, source) => {
	expect(configSourceText(source)).toBe(text);
});
