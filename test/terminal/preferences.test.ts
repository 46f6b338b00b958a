/** The built program on a real terminal: what a person chose of the screen is there when it is started again. */
import {chmodSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {type FakeSlurm, fakeSlurm} from '../helpers/fake-slurm.ts';
import {openScreenSession} from '../helpers/screen-session.ts';

/** Where there is room for the user by itself. */
const wide = {columns: 120, rows: 40};

/** As people type: what comes in one piece is a paste. */
async function onJobs({env, nodes}: FakeSlurm, args: readonly string[] = []) {
	const session = openScreenSession({env, nodes, args, ...wide});
	await session.drawn();
	session.type('2');
	await session.sees('WHERE, OR WHY NOT');
	const head = (): string => session.lines().find(line => line.includes('WHERE, OR')) ?? '';
	const quit = async (): Promise<void> => {
		session.type('q');
		expect(await session.ended()).toMatchObject({status: 0, words: [], isRestored: true});
	};
	const chooseNoUser = async (): Promise<void> => {
		session.type('o');
		await session.sees('Columns of the jobs');
		session.type(' ');
		await session.seesNoMore('✓ user');
		session.type('\r');
		await session.seesNoMore('Columns of the jobs');
	};
	return {...session, head, quit, chooseNoUser};
}

function preferencesOf({env}: FakeSlurm): string {
	return join(env['XDG_STATE_HOME'] ?? '', 'clusterdeck/preferences.json');
}

describe('columns and sorts that were chosen', () => {
	it('are there again the next time, also with --read-only', async () => {
		const slurm = fakeSlurm();
		const first = await onJobs(slurm, ['--read-only']);
		expect(first.head()).toContain('USER');
		await first.chooseNoUser();
		expect(first.head()).not.toContain('USER');
		first.type('s');
		await first.sees('by id');
		await first.quit();
		expect(statSync(preferencesOf(slurm)).mode & 0o777).toBe(0o600);

		const second = await onJobs(slurm);
		expect(second.head()).not.toContain('USER');
		await second.sees('by id');
		second.type('o');
		await second.sees('where; kept');
		expect(second.lines().join('\n')).not.toContain('kept until you quit');
		second.type('\u001b');
		await second.seesNoMore('Columns of the jobs');
		await second.quit();
	});

	it('hold until the end where they cannot be written down, which is said', async () => {
		const slurm = fakeSlurm();
		mkdirSync(join(slurm.env['XDG_STATE_HOME'] ?? '', '..'), {recursive: true});
		writeFileSync(slurm.env['XDG_STATE_HOME'] ?? '', '');
		const session = await onJobs(slurm);
		await session.chooseNoUser();
		await session.sees('Kept until you quit');
		expect(session.head()).not.toContain('USER');
		session.type('o');
		await session.sees('kept until you quit');
		session.type('\u001b');
		await session.seesNoMore('Columns of the jobs');
		await session.quit();
	});
});

it('a damaged file is told once, and stays until something is chosen', async () => {
	const slurm = fakeSlurm();
	const path = preferencesOf(slurm);
	mkdirSync(join(path, '..'), {recursive: true});
	chmodSync(join(path, '..'), 0o700);
	writeFileSync(path, '{"jobColumns": ["us');
	const {env, nodes} = slurm;
	const session = openScreenSession({env, nodes});
	await session.drawn();
	await session.sees('What you chose before is not known');
	session.type('2');
	await session.sees('WHERE, OR WHY NOT');
	expect(readFileSync(path, 'utf8')).toBe('{"jobColumns": ["us');
	session.type('s');
	await session.sees('by id');
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({jobSort: 'id'});
});

it('a demo keeps nothing, and says so', async () => {
	const slurm = fakeSlurm();
	const session = openScreenSession({env: slurm.env, isDemo: true, ...wide});
	await session.drawn();
	session.type('2');
	await session.sees('WHERE, OR WHY NOT');
	session.type('o');
	await session.sees('kept until you quit');
	session.type(' ');
	await session.seesNoMore('✓ user');
	session.type('\r');
	await session.seesNoMore('USER');
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	expect(() => statSync(preferencesOf(slurm))).toThrow('ENOENT');
});
