import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {isNodeName} from '../../source/domain/grammar.ts';
import {parseConfig} from '../../source/parsers/config.ts';
import {configProblemText} from '../../source/theme/config-problem-text.ts';

const folder = 'test/fixtures/config';
const names = (kind: string) =>
	readdirSync(`${folder}/${kind}`).filter(name => name.endsWith('.yaml'));
const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');

function configOf(text: string) {
	const result = parseConfig(text, 'config.yaml');
	if (!result.ok) {
		throw new Error(result.problems.map(configProblemText).join('\n'));
	}

	return result.config;
}

function problemsOf(text: string): readonly string[] {
	const result = parseConfig(text, 'config.yaml');
	return result.ok ? [] : result.problems.map(configProblemText);
}

describe('a mistake in the configuration', () => {
	it.each(names('invalid'))('%s is answered with its line, its column and what to do', name => {
		const result = parseConfig(read(`invalid/${name}`), name);
		const problems = result.ok ? [] : result.problems;
		const expected = read(`invalid/${name.replace(/yaml$/, 'txt')}`);
		expect(`${problems.map(configProblemText).join('\n')}\n`).toBe(expected);
	});

	it('is repeated without any character that acts on a terminal', () => {
		for (const name of names('invalid')) {
			const result = parseConfig(read(`invalid/${name}`), name);
			const problems = result.ok ? [] : result.problems;
			for (const {path, message} of problems) {
				expect(path + message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{DI}]/u);
			}
		}
	});

	it('is one of twenty at most, in the order of the file', () => {
		const wrong = Array.from({length: 40}, (_, index) => `  - {name: n${index}, poll: 2}`);
		const problems = problemsOf(['version: 1', 'nodes:', ...wrong].join('\n'));
		expect(problems).toHaveLength(20);
		expect(problems[0]).toMatch(/^config\.yaml:3:22: nodes\[0\]\.poll /);
		expect(problems[19]).toMatch(/^config\.yaml:22:23: nodes\[19\]\.poll /);
	});

	it('is found at the same place behind a byte order mark and Windows line ends', () => {
		const text = '\uFEFFversion: 1\r\nnodes:\r\n  - name: pi\r\n    poll: 2\r\n';
		expect(problemsOf(text)[0]).toMatch(/^config\.yaml:4:11: nodes\[0\]\.poll /);
	});
});

describe('a configuration without mistakes', () => {
	it.each(names('valid'))('%s is accepted', name => {
		expect(parseConfig(read(`valid/${name}`), name)).toMatchObject({ok: true});
	});

	it('of DESIGN.md becomes nodes, with ranges joined to their hosts and defaults filled in', () => {
		const config = configOf(read('valid/design.yaml'));
		expect(config.cluster).toBe('home-rack');
		expect(config.nodes.map(({name, host}) => `${name}=${host}`)).toEqual([
			'pi-main=pi-main',
			'pi-worker1=192.168.1.11',
			'pi-worker2=192.168.1.12',
			'pi-worker3=192.168.1.13',
			'gpu-01=gpu-01',
		]);
		expect(config.nodes[4]).toEqual({
			name: 'gpu-01',
			isLocal: false,
			host: 'gpu-01',
			role: undefined,
			tags: [],
			isEnabled: true,
			ssh: {
				user: 'pi',
				port: undefined,
				identity: undefined,
				jump: undefined,
				transport: 'auto',
			},
			pollIntervalMs: 2000,
			ollama: {use: 'always', port: 11_434, slots: 2},
			slurmNode: 'node017',
			logs: ['/var/log/syslog'],
		});
		expect(config.thresholds).toEqual({
			memory: {warning: 0.8, critical: 0.92},
			temperature: {warning: 75, critical: 83},
			disk: {warning: 0.85, critical: 0.95},
		});
		expect(config.slurm).toEqual([{name: 'hpc', via: 'login'}]);
		expect(config.models).toEqual([{name: 'llama3.2:3b', replicas: 2, tags: ['pi5'], nodes: []}]);
	});

	it('keeps the zeros of names, and counts the last bracket fastest', () => {
		const {nodes} = configOf(read('valid/every-key.yaml'));
		expect(nodes.slice(1, 7).map(({name, host, slurmNode}) => [name, host, slurmNode])).toEqual([
			['r1n08', '10.0.1.8', 'node1'],
			['r1n09', '10.0.1.9', 'node2'],
			['r1n10', '10.0.1.10', 'node3'],
			['r2n08', '10.0.2.8', 'node4'],
			['r2n09', '10.0.2.9', 'node5'],
			['r2n10', '10.0.2.10', 'node6'],
		]);
		expect(nodes[1]).toMatchObject({
			isEnabled: false,
			pollIntervalMs: 1500,
			ollama: {use: 'never'},
			ssh: {user: 'admin', port: 22, jump: 'none', transport: 'system'},
		});
	});

	it('asks for Ollama on its own port where nothing is said', () => {
		const [node] = configOf(read('valid/smallest.yaml')).nodes;
		expect(node?.ollama).toEqual({use: 'ask', port: 11_434, slots: undefined});
		expect(node?.isLocal).toBe(true);
	});

	it('may give the names of the language to its nodes', () => {
		const text =
			'version: 1\nnodes: [{name: constructor}, {name: toString}, {name: hasOwnProperty}]';
		expect(configOf(text).nodes.map(node => node.name)).toEqual([
			'constructor',
			'toString',
			'hasOwnProperty',
		]);
		expect(isNodeName('__proto__')).toBe(false);
	});

	it('may name ten thousand nodes and no more', () => {
		expect(configOf('version: 1\nnodes: [{name: "n[1-10000]"}]').nodes).toHaveLength(10_000);
		expect(problemsOf('version: 1\nnodes: [{name: "n[1-10000]"}, {name: m}]')).toEqual([
			'config.yaml:2:38: nodes[1].name makes 10001 nodes, and 10000 are the most',
		]);
	});
});

describe('a key called __proto__', () => {
	it.each([
		'__proto__: {polluted: true}',
		'"__proto__": {polluted: true}',
		'nodes: [{name: a, __proto__: {polluted: true}}]',
		'defaults: {ssh: {__proto__: {polluted: true}, constructor: {prototype: {polluted: true}}}}',
		'defaults: {__proto__: {poll: 1h}}',
	])('is an unknown key and changes nothing: %s', line => {
		expect(problemsOf(`version: 1\n${line}`).join('\n')).toMatch(/__proto__ is not a key here/);
		expect(Reflect.get({}, 'polluted')).toBeUndefined();
	});
});
