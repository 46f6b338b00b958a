import {chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openStateDirectory} from '../../source/transport/state-directory.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const isRoot = process.getuid?.() === 0;

test('it is under XDG_STATE_HOME, made with 0700', async () => {
	const base = join(temporaryDirectory(), 'deep', 'state');
	const path = join(base, 'clusterdeck');
	expect(await openStateDirectory({XDG_STATE_HOME: base, HOME: '/none'})).toEqual({
		ok: true,
		value: path,
	});
	expect(statSync(path).mode & 0o777).toBe(0o700);
	expect(await openStateDirectory({XDG_STATE_HOME: base})).toEqual({ok: true, value: path});
});

test.each([undefined, '', 'relative/state'])(
	'it is in the home when XDG_STATE_HOME is %j',
	async base => {
		const home = temporaryDirectory();
		expect(await openStateDirectory({XDG_STATE_HOME: base, HOME: home})).toEqual({
			ok: true,
			value: join(home, '.local/state/clusterdeck'),
		});
	},
);

test.each([undefined, '', 'relative'])('there is none when HOME is %j', async home => {
	expect(await openStateDirectory({HOME: home})).toEqual({
		ok: false,
		failure: {kind: 'missing', where: 'the environment variable HOME'},
	});
});

test('one that others may enter is closed to them', async () => {
	const base = temporaryDirectory();
	const path = join(base, 'clusterdeck');
	mkdirSync(path);
	chmodSync(path, 0o777);
	expect(await openStateDirectory({XDG_STATE_HOME: base})).toMatchObject({ok: true});
	expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a link is refused, also one to a directory of ours', async () => {
	const base = temporaryDirectory();
	mkdirSync(join(base, 'real'));
	symlinkSync('real', join(base, 'clusterdeck'));
	expect(await openStateDirectory({XDG_STATE_HOME: base})).toMatchObject({
		failure: {kind: 'denied', reason: 'it is a symbolic link'},
	});
});

test('a file in its place and a home that cannot be written are failures', async () => {
	const base = temporaryDirectory();
	writeFileSync(join(base, 'clusterdeck'), '');
	expect(await openStateDirectory({XDG_STATE_HOME: base})).toMatchObject({
		failure: {kind: 'denied', reason: 'it is not a directory'},
	});
	expect(await openStateDirectory({HOME: '/proc'})).toMatchObject({failure: {kind: 'missing'}});
});

test('one of another user is refused', async context => {
	if (!isRoot) {
		context.skip('only root can give a directory away');
	}

	const base = temporaryDirectory();
	mkdirSync(join(base, 'clusterdeck'));
	chownSync(join(base, 'clusterdeck'), 65_534, 65_534);
	expect(await openStateDirectory({XDG_STATE_HOME: base})).toMatchObject({
		failure: {kind: 'denied', reason: 'it belongs to another user'},
	});
});
