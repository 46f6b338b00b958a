import {appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {audit} from '../../source/cli/audit.ts';
import {programChecks} from '../../source/cli/doctor-program.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

async function found(env: Readonly<Record<string, string>>, id: string) {
	const findings = await programChecks(someSurroundings({env}).world);
	return findings.filter(finding => finding.id === id).map(({status, text}) => `${status} ${text}`);
}

it.each([
	[{LC_ALL: 'C.UTF-8', LC_CTYPE: 'C', LANG: 'C'}, 'pass C.UTF-8'],
	[{LC_ALL: 'C', LANG: 'de_DE.UTF-8'}, 'warn C is no UTF-8 locale'],
	[{LC_ALL: '', LC_CTYPE: 'en_US.utf8', LANG: 'C'}, 'pass en_US.utf8'],
	[{LANG: 'de_DE.UTF-8'}, 'pass de_DE.UTF-8'],
	[{}, 'warn C is no UTF-8 locale'],
])('of the locale variables %j the strongest counts', async (env, start) => {
	const [text = ''] = await found(env, 'program.locale');
	expect(text.startsWith(start), text).toBe(true);
});

it('says which ssh there is, or what is missing', async () => {
	const [text = ''] = await found({}, 'program.ssh');
	expect(text).toMatch(/^(pass OpenSSH_\S|warn ssh)/);
	expect(text).not.toContain('\n');
});

it('a state directory that is not there yet is no problem, and is not made', async () => {
	const home = temporaryDirectory();
	const env = {XDG_STATE_HOME: home};
	const path = join(home, 'clusterdeck');
	expect(await found(env, 'state.directory')).toEqual([
		`pass ${path} is made when something is to be kept`,
	]);
	expect(await found(env, 'state.audit')).toEqual([]);
	mkdirSync(path, {mode: 0o700});
	expect(await found(env, 'state.directory')).toEqual([`pass ${path}`]);
	expect(await found(env, 'state.audit')).toEqual(['pass 0 records, none altered']);
});

it('without a home nothing can be kept, which is a warning', async () => {
	const [text = ''] = await found({}, 'state.directory');
	expect(text).toContain(
		'warn history and the audit log cannot be kept: the environment variable HOME: not found.',
	);
});

it('an audit log that was altered fails with the line, and then claims nothing else', async () => {
	const home = temporaryDirectory();
	const env = {XDG_STATE_HOME: home};
	const {world, clock, complaints} = someSurroundings({env});
	const action = {what: 'addNode', target: 'pi-1', argv: ['config'], result: 'done'};
	await audit(action, world);
	await audit(action, world);
	expect(complaints).toEqual([]);
	expect(await found(env, 'state.audit')).toEqual(['pass 2 records, none altered']);

	const log = join(home, 'clusterdeck', 'audit.jsonl');
	const text = readFileSync(log, 'utf8');
	expect(text).toContain(new Date(clock.wallMs()).toISOString().slice(0, 10));
	writeFileSync(log, text.replace('pi-1', 'pi-2'));
	expect(await found(env, 'state.audit')).toEqual([
		expect.stringMatching(/^fail line \d of audit\.jsonl is altered$/),
	]);
	writeFileSync(log, text);
	appendFileSync(log, 'torn');
	expect(await found(env, 'state.audit')).toEqual(['fail line 3 of audit.jsonl is torn']);
});

it('an action that cannot be written down is told, and stands', async () => {
	const file = join(temporaryDirectory(), 'file');
	writeFileSync(file, '');
	chmodSync(file, 0o600);
	const {world, complaints} = someSurroundings({env: {XDG_STATE_HOME: file}});
	await audit({what: 'addNode', target: 'pi-1', argv: ['config'], result: 'done'}, world);
	expect(complaints).toEqual([expect.stringMatching(/^not written to the audit log: /)]);
});
