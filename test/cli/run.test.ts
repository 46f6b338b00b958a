import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {run} from '../../source/cli/run.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import type {StatusDocument} from '../../source/parsers/status-schema.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {settlePromises} from '../helpers/fake-clock.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const here = 'version: 1\nnodes:\n  # this one\n  - name: here\n    local: true\n';
const rack = `${here}  - name: pi-[1-2]\n    host: 127.0.0.[1-2]\n    ssh: {port: 1}\n  - name: old\n    enabled: false\n`;

/** Runs the program in process while its clock goes on. The line's `FILE` is the configuration with this text. */
async function ran(line: string, text = here, parts: Partial<Surroundings> = {}) {
	const directory = temporaryDirectory();
	const file = join(directory, 'config.yaml');
	writeFileSync(file, text);
	const args = line.split(' ').map(word => (word === 'FILE' ? file : word));
	const {world, clock, printed, complaints} = someSurroundings({
		env: {XDG_STATE_HOME: directory},
		...parts,
	});
	let isOver = false;
	const ending = run(args, world).finally(() => {
		isOver = true;
	});
	while (!isOver) {
		await clock.advance(50);
		await settlePromises();
	}

	const status = await ending;
	return {
		status,
		stdout: printed.join(''),
		stderr: complaints.join('\n'),
		text: readFileSync(file, 'utf8'),
		directory,
		file,
	};
}

describe('a wrong command line or configuration', () => {
	it.each([
		['--onec', 2],
		['--check --onec', 3],
		['--check --timeout 0', 3],
		['--once --timeout 0', 2],
		['nodes ls --timeout 0', 2],
		['--theme blue', 2],
		['--once --ascii', 2],
		['--pretty', 2],
	])('%s ends with %i and a sentence', async (line, status) => {
		const {stdout, stderr, ...rest} = await ran(line);
		expect(rest.status).toBe(status);
		expect(stdout).toMatch(status === 3 ? /^UNKNOWN: .+\n$/ : /^$/);
		expect(stderr).not.toBe('');
	});

	it.each([
		['--once --config FILE', 2],
		['--check --config FILE', 3],
		['nodes ls --config FILE', 2],
	])('%s with a bad file ends with %i and names the place', async (line, status) => {
		const result = await ran(line, 'version: 2\n');
		expect(result.status).toBe(status);
		expect(result.stderr).toContain('config.yaml:1:');
	});
});

it('help and version are the result', async () => {
	expect(await ran('--help')).toMatchObject({status: 0, stderr: ''});
	expect((await ran('doctor --help')).stdout).toMatch(
		/^clusterdeck doctor \[FLAG\.\.\.\] \[NODE\]\n/,
	);
	expect((await ran('jobs --help')).stdout).toMatch(/^clusterdeck jobs COMMAND /);
	expect((await ran('nowhere --help')).stdout).toMatch(/^clusterdeck \[FLAG\.\.\.\]\n/);
	expect((await ran('--version')).stdout).toBe('clusterdeck 0.1.0\n');
});

it('--once prints one document, indented when asked', async () => {
	const {stdout, status} = await ran('--once --config FILE');
	expect(status).toBe(0);
	expect(stdout).toMatch(/^[^\n]+\n$/);
	const document = JSON.parse(stdout) as StatusDocument;
	expect(document.nodes?.map(({name, health}) => `${name} ${health}`)).toEqual(['here ok']);
	expect((await ran('--once --pretty --config FILE')).stdout).toMatch(/^\{\n {2}"schemaVersion"/);
});

it('config validate, path and schema answer on stdout', async () => {
	expect(await ran('config validate FILE')).toMatchObject({status: 0, stderr: ''});
	expect((await ran('config validate --config FILE', rack)).stdout).toMatch(/ with 4 nodes\.\n$/);
	expect((await ran('config validate FILE', 'version: 2\n')).status).toBe(2);
	expect((await ran('config path --config FILE')).stdout).toMatch(/ \(from --config\)\n$/);
	expect(JSON.parse((await ran('config schema')).stdout)).toHaveProperty('$schema');
});

describe('doctor', () => {
	it('fails on a node that cannot be reached, and asks only the one that was named', async () => {
		const all = await ran('doctor --config FILE', rack, {clock: systemClock});
		expect(all.status).toBe(1);
		expect(all.stdout).toMatch(/FAIL {2}node\.port .*127\.0\.0\.1:1: connection refused/);
		expect(all.stdout).toContain('old: disabled: it is listed and never contacted');
		expect(all.stdout).toContain('config.yaml, 4 nodes');
		const one = await ran('doctor here --config FILE', rack);
		expect(one.status).toBe(0);
		expect(one.stdout).toContain('local.sample');
		expect(one.stdout).not.toContain('pi-1');
	});

	it('says what is wrong with the configuration, also when a node is named', async () => {
		const {status, stdout} = await ran('doctor here --config FILE', 'version: 2\n');
		expect(status).toBe(1);
		expect(stdout).toContain('FAIL  config.valid');
	});

	it('of a node that is not there is a wrong use', async () => {
		expect(await ran('doctor gpu-9 --config FILE')).toMatchObject({
			...{status: 2, stdout: ''},
			stderr: expect.stringContaining('There is no node gpu-9. clusterdeck nodes ls lists them.'),
		});
	});

	it('as JSON is a list of checks', async () => {
		const {checks} = JSON.parse((await ran('doctor --json --config FILE')).stdout) as {
			readonly checks: ReadonlyArray<{readonly id: string}>;
		};
		expect(checks.map(({id}) => id)).toContain('config.valid');
	});
});

describe('nodes', () => {
	it('ls lists them for people, or as JSON', async () => {
		expect((await ran('nodes ls --config FILE')).stdout).toMatch(/^NODE .*\nhere {2}ok .*\n$/);
		const json = (await ran('nodes ls --json --config FILE')).stdout;
		expect(JSON.parse(json)).toMatchObject({nodes: [{name: 'here'}]});
		expect(JSON.parse(json)).not.toHaveProperty('summary');
	});

	it('add writes the entry, keeps comments and the old file, and the log of it', async () => {
		const line = 'nodes add pi-9 --host 192.0.2.9 --role worker --tag a,b --config FILE';
		const {status, text, stdout, directory} = await ran(line);
		expect(status).toBe(0);
		expect(stdout).toContain('is saved; the old one is');
		expect(text).toContain('# this one');
		expect(text).toMatch(/name: pi-9\n\s+host: 192\.0\.2\.9\n\s+role: worker\n\s+tags:/);
		expect(text).not.toContain('a,b');
		expect(readdirSync(directory)).toHaveLength(3);
		const log = readFileSync(join(directory, 'clusterdeck', 'audit.jsonl'), 'utf8');
		expect(log).toContain('"addNode"');
	});

	it.each([
		['nodes add a/b --config FILE', 'cannot be the name of a node'],
		['nodes add pi-9 --host a;b --config FILE', 'is neither a host name nor an address'],
	])('%s is refused and changes nothing', async (line, sentence) => {
		const result = await ran(line);
		expect(result).toMatchObject({status: 2, text: here, stdout: ''});
		expect(result.stderr).toContain(sentence);
	});

	it('rm asks, takes that node out and no other', async () => {
		const unsure = await ran('nodes rm old --config FILE', rack);
		expect(unsure).toMatchObject({status: 1, text: rack});
		const sure = await ran('nodes rm old --config FILE', rack, {confirm: async () => true});
		expect(sure.status).toBe(0);
		expect(sure.text).toContain('name: here');
		expect(sure.text).not.toContain('old');
		expect((await ran('nodes rm old --yes --config FILE', rack)).text).toBe(sure.text);
	});

	it('rm refuses one of a range and one that is not there', async () => {
		const ofRange = await ran('nodes rm pi-1 --yes --config FILE', rack);
		expect(ofRange).toMatchObject({status: 1, text: rack});
		expect(ofRange.stderr).toContain('pi-1 is one of "pi-[1-2]"');
		const absent = await ran('nodes rm pi-7 --yes --config FILE', rack);
		expect(absent).toMatchObject({status: 1, text: rack});
		expect(absent.stderr).toContain('There is no node pi-7. Did you mean pi-1?');
		expect(existsSync(join(absent.directory, 'clusterdeck'))).toBe(false);
	});
});

it('completion knows three shells', async () => {
	expect((await ran('completion zsh')).stdout).toMatch(/^#compdef clusterdeck/);
	expect(await ran('completion tcsh')).toMatchObject({
		status: 2,
		stdout: '',
		stderr: 'There is no completion for "tcsh". Known are bash, zsh, fish.',
	});
});
