import {describe, expect, test} from 'vitest';
import type {Connection} from '../../source/domain/connection.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {Label} from '../../source/domain/label.ts';
import type {Why, WhySubject} from '../../source/domain/why.ts';
import {whyOf} from '../../source/rules/why.ts';
import {aGpu, aNodeConfig, figuresOf} from '../helpers/node-builders.ts';
import {filesystem} from '../helpers/home-rack.ts';

const ready: Connection = {
	...{state: 'ready', roundTripMs: 1, transport: 'ssh2'},
	transportReason: undefined,
};

function label(name: Label['name'], evidence: Label['evidence'] = []): Label {
	return {name, evidence, confidence: 'high', sinceMs: 0};
}

function why(parts: Partial<WhySubject>): Why {
	return whyOf({
		config: aNodeConfig('pi-1', {isLocal: false}),
		connection: ready,
		label: label('balanced'),
		reasons: [],
		figures: figuresOf(),
		filesystems: [filesystem('/', 0.4)],
		...parts,
	});
}

function typed({commands}: Why): string[] {
	return commands.map(({stages}) => stages.map(argv => argv.join(' ')).join(' | '));
}

function failed(
	failure: Failure,
	state: 'backoff' | 'auth-failed' = 'auth-failed',
): Partial<WhySubject> {
	const connection: Connection =
		state === 'backoff' ? {state, failure, retryAtMs: 1} : {state, failure};
	return {connection, figures: undefined, filesystems: undefined};
}

describe('the cause', () => {
	test.each([
		['gpu-bound', 'gpuBusy'],
		['cpu-bound', 'cpuBusy'],
		['io-bound', 'disksBusy'],
		['memory-pressure', 'memoryShort'],
		['mixed-cpu-io', 'severalBusy'],
		['balanced', 'nothingHoldsIt'],
		['idle', 'littleToDo'],
		['unknown', 'notJudgedYet'],
	] as const)('of %s is %s', (name, kind) => {
		expect(why({label: label(name)}).cause).toEqual({kind});
	});

	test('is what colours the node before what its label says', () => {
		const reasons: WhySubject['reasons'] = [
			{measure: 'disk', severity: 'critical', value: 0.97, limit: 0.95, subject: '/data'},
		];
		expect(why({label: label('cpu-bound'), reasons}).cause).toEqual({
			...{kind: 'diskFull', mount: '/data'},
		});
	});

	test('is a mount that hangs before all else', () => {
		const reasons: WhySubject['reasons'] = [
			{measure: 'memory', severity: 'critical', value: 0.97, limit: 0.95, subject: undefined},
			{measure: 'mount', severity: 'warning', subject: '/nfs'},
		];
		expect(why({reasons}).cause).toEqual({kind: 'silentMount', mount: '/nfs'});
	});

	test('of a throttled node is its voltage, its heat or its card, and nothing where none of them says so', () => {
		const throttled = (evidence: Label['evidence']): string =>
			why({label: label('throttled', evidence)}).cause.kind;
		expect(throttled([{kind: 'piThrottled', underVoltage: true}])).toBe('underVoltage');
		expect(throttled([{kind: 'piThrottled', underVoltage: false}])).toBe('tooHot');
		expect(throttled([{kind: 'gpuThrottled', index: 0}])).toBe('clocksCapped');
		expect(throttled([])).toBe('notJudgedYet');
	});

	test('of a node that answers late is that, whatever its last label was', () => {
		const failure: Failure = {kind: 'timedOut', where: 'pi-1', afterMs: 2000};
		const connection: Connection = {
			...{state: 'degraded', failure, retryAtMs: 1, transport: 'ssh2'},
			transportReason: undefined,
		};
		const {cause, facts} = why({connection, label: label('cpu-bound')});
		expect(cause).toEqual({kind: 'lateAnswers'});
		expect(facts[0]).toEqual({kind: 'failure', failure});
	});
});

describe('the facts', () => {
	test('that cannot be read stay unset', () => {
		const pressure = {
			...{cpuSomeFraction: undefined, ioSomeFraction: undefined, memorySomeFraction: undefined},
		};
		const {facts} = why({figures: figuresOf({pressure}), filesystems: undefined});
		expect(facts).toEqual([
			{kind: 'temperature', celsius: undefined},
			{kind: 'pressure', top: undefined},
			{kind: 'fullestMount', fullest: undefined},
		]);
	});

	test('name the fullest mount and where tasks waited most', () => {
		const pressure = {cpuSomeFraction: 0.1, ioSomeFraction: 0.3};
		const filesystems = [filesystem('/', 0.4), filesystem('/data', 0.7)];
		const {facts} = why({figures: figuresOf({pressure}), filesystems});
		expect(facts).toContainEqual({kind: 'pressure', top: {resource: 'io', someFraction: 0.3}});
		expect(facts).toContainEqual({
			...{kind: 'fullestMount', fullest: {mount: '/data', usedFraction: 0.7}},
		});
	});

	test('of a Raspberry Pi tell now from since boot', () => {
		const pi = {
			...{throttledNow: undefined, underVoltageNow: false},
			...{throttledSinceBoot: true, underVoltageSinceBoot: undefined},
		};
		expect(why({figures: figuresOf({pi})}).facts[0]).toEqual({kind: 'throttling', ...pi});
	});

	test('of a changed host key are both fingerprints, and where the old one stands', () => {
		const {facts, cause, commands} = why(failed(changedKey));
		expect(facts).toEqual([
			{
				...{kind: 'fingerprints', keyType: 'ED25519', shown: 'SHA256:new', recorded: 'SHA256:old'},
				...{file: '/home/alice/.ssh/known_hosts', line: 3, isRevoked: false},
			},
		]);
		expect(cause).toEqual({kind: 'hostKeyChanged'});
		expect(typed({facts, cause, commands})).toEqual([
			'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
			'ssh-keygen -R [pi-1]:2222 -f /home/alice/.ssh/known_hosts',
		]);
	});

	test('of a sampler that ended are how, and the first line of what it said', () => {
		const failure: Failure = {
			...{kind: 'exited', where: 'sh -s', exitCode: 127, signal: undefined},
			stderr: '\n  sh: awk: not found \nmore\n',
		};
		const {facts} = why(failed(failure, 'backoff'));
		expect(facts).toEqual([
			{kind: 'failure', failure: {...failure, stderr: ''}},
			{kind: 'complaint', line: 'sh: awk: not found'},
		]);
	});
});

const changedKey: Failure = {
	kind: 'hostKeyMismatch',
	where: 'pi-1',
	keyType: 'ED25519',
	fingerprint: 'SHA256:new',
	name: '[pi-1]:2222',
	files: ['/home/alice/.ssh/known_hosts'],
	recorded: {
		...{file: '/home/alice/.ssh/known_hosts', line: 3, isRevoked: false},
		fingerprint: 'SHA256:old',
	},
};

describe('the commands', () => {
	test.each([
		['io-bound', ['iostat -x 1', 'pidstat -d 1']],
		['memory-pressure', ['ps -eo pid,rss,comm --sort=-rss | head', 'free -h']],
		['mixed-gpu-cpu', ['nvidia-smi', 'ps -eo pid,pcpu,comm --sort=-pcpu | head']],
	] as const)('for %s are %j', (name, commands) => {
		const figures = figuresOf({gpus: [aGpu(), aGpu({index: 1})]});
		expect(typed(why({label: label(name), figures}))).toEqual(commands);
	});

	test('for heat are those of the firmware where there is one', () => {
		const reasons: WhySubject['reasons'] = [
			{measure: 'temperature', severity: 'warning', value: 81, limit: 75, subject: 'cpu'},
		];
		const pi = {
			...{throttledNow: false, underVoltageNow: false},
			...{throttledSinceBoot: false, underVoltageSinceBoot: false},
		};
		expect(typed(why({reasons, figures: figuresOf({pi})}))[0]).toBe('vcgencmd measure_temp');
		expect(typed(why({reasons}))[0]).toBe('sensors');
	});

	test('for a full disk look into that mount alone', () => {
		const reasons: WhySubject['reasons'] = [
			{measure: 'disk', severity: 'critical', value: 0.97, limit: 0.95, subject: '/my data'},
		];
		expect(why({reasons}).commands[0]?.stages).toEqual([
			['du', '-xh', '--max-depth=1', '/my data'],
			['sort', '-h'],
		]);
	});

	test('for a key that was not accepted name the login and the key of the configuration', () => {
		const node = aNodeConfig('pi-1', {isLocal: false});
		const ssh = {
			...node.ssh,
			user: 'pi' as typeof node.ssh.user,
			port: 2222,
			identity: '~/.ssh/rack',
		};
		const failure: Failure = {kind: 'authFailed', where: 'pi-1', user: 'pi'};
		const found = why({...failed(failure), config: {...node, ssh}});
		expect(typed(found)).toEqual(['ssh-copy-id -i ~/.ssh/rack -p 2222 pi@pi-1']);
	});

	test('ask nobody for anything where there is nothing to look for', () => {
		expect(why({connection: {state: 'connecting'}, figures: undefined}).commands).toEqual([]);
		expect(why({label: label('unknown')}).commands).toEqual([]);
	});
});
