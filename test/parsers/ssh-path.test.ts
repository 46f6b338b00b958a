import {expect, it} from 'vitest';
import {expandSshPath} from '../../source/parsers/ssh-path.ts';

const world = {
	home: '/home/me',
	tokens: {h: 'gpu.lan', d: '/home/me'},
	env: {KEYS: '/keys', EMPTY: ''},
};

it.each([
	['~/.ssh/id', '/home/me/.ssh/id'],
	['~', '/home/me'],
	['/a/~/b', '/a/~/b'],
	['%d/%h-100%%', '/home/me/gpu.lan-100%'],
	[`\${KEYS}/id`, '/keys/id'],
	['relative/id', 'relative/id'],
	['$KEYS/id', '$KEYS/id'],
])('%s is %s', (path, expanded) => {
	expect(expandSshPath(path, world)).toBe(expanded);
});

it.each([
	'~other/.ssh/id',
	'/a/%C',
	'/a/100%',
	`\${NOT_SET}/id`,
	`\${EMPTY}/id`,
	'/a\0b',
	`\${constructor}`,
])('%j names nothing that can be known', path => {
	expect(expandSshPath(path, world)).toBeUndefined();
});
