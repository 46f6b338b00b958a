/** Whatever a person or a machine does wrong: one sentence, the right exit status, never a stack trace. */
import {spawn} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {documentOf, type Finished, programPath, runProgram} from '../helpers/program.ts';
import {stepwise} from '../helpers/stepwise.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const small = 'version: 1\nnodes:\n  # this one\n  - name: here\n    local: true\n';

function expectOneSentence({stderr}: Finished): void {
	expect(stderr).toMatch(/^clusterdeck: [^\n]+\n$/);
	expect(stderr).not.toMatch(/\n\s+at /);
}

describe('a configuration', () => {
	it.each([
		['that is not there', () => undefined, 'does not exist'],
		['that is a directory', (path: string) => mkdirSync(path), 'is a directory'],
		['that is empty', (path: string) => writeFileSync(path, ''), 'empty'],
		['that is huge', (path: string) => writeFileSync(path, '#'.repeat(300_000)), 'larger than'],
		[
			'that is nested deep',
			(path: string) => writeFileSync(path, `nodes: ${'['.repeat(20_000)}`),
			'more than 32 brackets',
		],
		['that is binary', (path: string) => writeFileSync(path, Buffer.alloc(5000)), ''],
		['that is wrong', (path: string) => writeFileSync(path, 'version: 2\n'), 'version'],
		[
			'with control characters',
			(path: string) => writeFileSync(path, 'version: 1\n"\\e]52;c;aGk=\\a": 1\n'),
			'',
		],
	])('%s', async (_, make, message) => {
		const path = join(temporaryDirectory(), 'config.yaml');
		make(path);
		const once = await runProgram({args: ['--once', '--config', path]});
		expect(once).toMatchObject({status: 2, stdout: ''});
		expect(once.stderr).toContain(message);
		expect(once.stderr).toContain('config.yaml');
		expect(once.stderr).not.toMatch(/[^\P{Cc}\n]/u);
		expect(once.stderr).not.toMatch(/\n\s+at /);
		const check = await runProgram({args: ['--check', '--config', path]});
		expect(check.status).toBe(3);
		const validate = await runProgram({args: ['config', 'validate', path]});
		expect(validate.status).toBe(2);
	});

	it.runIf(isRoot)('that one may not read', async () => {
		const directory = temporaryDirectory();
		chmodSync(directory, 0o755);
		const path = join(directory, 'config.yaml');
		writeFileSync(path, small, {mode: 0o600});
		const run = await runProgram({args: ['--once', '--config', path], uid: nobody});
		expect(run.status).toBe(2);
		expectOneSentence(run);
	});
});

it.each([
	[['--onec'], 2],
	[['--check', '--onec'], 3],
	[['nodes', 'frobnicate'], 2],
	[['--config'], 2],
	[[], 2],
	[['completion', 'tcsh'], 2],
	[['doctor', 'nowhere'], 2],
	[['jobs'], 2],
	[['jobs', 'cancel'], 2],
	[['jobs', 'cancel', '$(touch x)'], 2],
	[['jobs', 'logs', '4711', '4712'], 2],
	[['jobs', 'submit', '-', '--', 'other.sh'], 2],
	[['jobs', 'hold', '4711', '--read-only'], 1],
	[['\u001b]0;title\u0007'], 2],
])('%j ends with %i and one sentence', async (args, status) => {
	const run = await runProgram({args});
	expect(run.status).toBe(status);
	expect(run.stdout).toMatch(status === 3 ? /^UNKNOWN: .+\n$/ : /^$/);
	expectOneSentence(run);
});

it.each([['HOME'], ['HOME', 'PATH', 'LANG', 'USER', 'TERM']])(
	'works without %s',
	async (...names) => {
		const env = Object.fromEntries(names.map(name => [name, undefined]));
		const run = await runProgram({args: ['--once'], env});
		expect(run).toMatchObject({status: 0, stderr: ''});
	},
);

it('a reader that leaves ends --watch quietly', async () => {
	const run = await runProgram({
		args: ['--watch', '0.2'],
		during(child) {
			child.stdout?.once('data', () => child.stdout?.destroy());
		},
	});
	expect(run).toMatchObject({status: 0, stderr: ''});
});

it('a stdout that was never open ends quietly', async () => {
	const run = await runProgram({args: ['--once'], during: child => child.stdout?.destroy()});
	expect(run).toMatchObject({status: 0, stderr: ''});
});

it.runIf(existsSync('/dev/full'))(
	'a full disk behind stdout is one sentence and a failure',
	async () => {
		const full = openSync('/dev/full', 'w');
		const child = spawn(process.execPath, [programPath, '--once'], {
			stdio: ['ignore', full, 'pipe'],
		});
		closeSync(full);
		let stderr = '';
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		const status = await new Promise(resolve => child.on('close', resolve));
		expect(status).toBe(1);
		expect(stderr).toMatch(/^clusterdeck: standard output: the disk is full[^\n]*\n$/);
	},
);

it('a home that is no directory, as daemons have it, is as good as none', async () => {
	const run = await runProgram({args: ['--check'], env: {HOME: '/dev/null'}});
	expect(run.stdout).toMatch(/^(OK|WARNING|CRITICAL): /);
	expect(run.stderr).toBe('');
});

it('a timeout prints what is known by then', async () => {
	const startedMs = performance.now();
	const sampleMs = 60_000;
	const run = await runProgram({args: ['--once', '--sample', `${sampleMs}`, '--timeout', '3']});
	expect(performance.now() - startedMs).toBeLessThan(sampleMs / 2);
	const [node] = documentOf(run).nodes ?? [];
	expect(node?.memory?.totalBytes).toBeGreaterThan(0);
	expect(node?.cpu).not.toHaveProperty('loadFraction');
	expect(run.status).toBe(0);
});

it('doctor ends with 1 where something fails, and says so in JSON too', async () => {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, `${small}  - name: far\n`);
	const run = await runProgram({args: ['doctor', '--json', '--config', path]});
	const {checks} = JSON.parse(run.stdout) as {checks: Array<{id: string; status: string}>};
	expect(checks).toContainEqual(expect.objectContaining({id: 'node.name', status: 'fail'}));
	expect(run.status).toBe(1);
	const one = await runProgram({args: ['doctor', 'here', '--config', path]});
	expect(one.status).toBe(0);
});

describe('nodes add and rm', () => {
	it('change the configuration, keep its comments and the old text, and write it down', async () => {
		const home = temporaryDirectory();
		const path = join(home, 'config.yaml');
		writeFileSync(path, small);
		const env = {HOME: home};
		const add = ['nodes', 'add', 'pi-9', '--host', '192.0.2.9', '--tag', 'pi5', '--config', path];
		expect(await runProgram({args: add, env})).toMatchObject({status: 0, stderr: ''});
		expect(readFileSync(path, 'utf8')).toBe(
			`${small}  - name: pi-9\n    host: 192.0.2.9\n    tags:\n      - pi5\n`,
		);
		expect(readFileSync(`${path}.1`, 'utf8')).toBe(small);

		const remove = ['nodes', 'rm', 'pi-9', '--config', path];
		const unasked = await runProgram({args: remove, env});
		expect(unasked.status).toBe(1);
		expectOneSentence(unasked);
		expect(await runProgram({args: [...remove, '--yes'], env})).toMatchObject({status: 0});
		expect(readFileSync(path, 'utf8')).toBe(small);

		const audit = readFileSync(join(home, '.local/state/clusterdeck/audit.jsonl'), 'utf8');
		const actions = audit
			.trim()
			.split('\n')
			.map(line => JSON.parse(line) as {what: string});
		expect(actions.map(({what}) => what)).toEqual(['addNode', 'removeNode']);
		const doctor = await runProgram({args: ['doctor', '--config', path], env});
		expect(doctor.stdout).toContain('2 records, none altered');
	});

	it.each([
		['a name that is a command', ['add', '$(reboot)']],
		['a host with an option in it', ['add', 'pi-9', '--host=-oProxyCommand=x']],
		['a name that is there', ['add', 'here']],
		['a name that is not there', ['rm', 'nowhere', '--yes']],
	])('%s changes nothing', async (_, args) => {
		const directory = temporaryDirectory();
		const path = join(directory, 'config.yaml');
		writeFileSync(path, small);
		const run = await runProgram({args: ['nodes', ...args, '--config', path]});
		expect(run.status).toBeGreaterThan(0);
		expect(run.stderr).not.toMatch(/\n\s+at /);
		expect(readFileSync(path, 'utf8')).toBe(small);
		expect(readdirSync(directory)).toEqual(['config.yaml']);
	});

	it.runIf(isRoot)('leave the file to its owner when root edits it', async () => {
		const path = join(temporaryDirectory(), 'config.yaml');
		writeFileSync(path, small, {mode: 0o640});
		chownSync(path, nobody, nobody);
		const run = await runProgram({args: ['nodes', 'add', 'pi-9', '--config', path]});
		expect(run.status).toBe(0);
		expect(statSync(path)).toMatchObject({uid: nobody, gid: nobody});
		expect(statSync(path).mode & 0o777).toBe(0o640);
	});

	it.runIf(isRoot)('a read-only state directory is one warning, and the work goes on', async () => {
		const directory = temporaryDirectory();
		chownSync(directory, nobody, nobody);
		const path = join(directory, 'config.yaml');
		writeFileSync(path, small);
		chownSync(path, nobody, nobody);
		const state = join(directory, 'state');
		mkdirSync(state, {mode: 0o555});
		const run = await runProgram({
			args: ['nodes', 'add', 'pi-9', '--config', path],
			env: {XDG_STATE_HOME: state},
			uid: nobody,
		});
		expect(run.status, run.stderr).toBe(0);
		expectOneSentence(run);
		expect(run.stderr).toContain('audit log');
		expect(readFileSync(path, 'utf8')).toContain('pi-9');
		const once = await runProgram({args: ['--once'], env: {XDG_STATE_HOME: state}, uid: nobody});
		expect(once.status).toBe(0);
	});
});

type Told = {
	readonly nodes: ReadonlyArray<{readonly name: string}>;
	readonly problems: readonly object[];
};

it('an edit of the configuration is followed; a bad one is told and the old one stays', async () => {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, small);
	const run = await runProgram({
		args: ['--watch', '0.5', '--config', path],
		during: child =>
			stepwise<Told>(child, [
				[({problems}) => problems.length === 0, () => writeFileSync(path, `${small}nods: []\n`)],
				[
					({problems}) => problems.length > 0,
					() => writeFileSync(path, small.replace('here', 'renamed')),
				],
				[
					({nodes, problems}) => nodes[0]?.name === 'renamed' && problems.length === 0,
					() => child.kill('SIGTERM'),
				],
			]),
	});
	const documents = run.stdout
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as Told);
	const names = documents.map(({nodes}) => nodes.map(({name}) => name).join());
	expect(names[0]).toBe('here');
	expect(names.at(-1)).toBe('renamed');
	const told = documents.filter(({problems}) => problems.length > 0);
	expect(told.length).toBeGreaterThan(0);
	expect(told.every(({nodes}) => nodes[0]?.name === 'here')).toBe(true);
	expect(documents.at(-1)?.problems).toEqual([]);
	expect(run.stderr).toMatch(/config\.yaml:6:1: nods is not a key here/);
});
