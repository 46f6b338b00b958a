import {expect, test} from 'vitest';
import type {WhyFact} from '../../source/domain/why.ts';
import {causeText, whyCommandText, whyFactTexts} from '../../source/theme/why-text.ts';

test.each<readonly [readonly string[], WhyFact]>([
	[['no task waited for a cpu, disks or memory'], pressure('cpu', 0)],
	[['most for disks: tasks waited 31% of the time'], pressure('io', 0.31)],
	[
		['not readable: the kernel does not tell how long tasks wait, so a stall can go unseen'],
		{kind: 'pressure', top: undefined},
	],
	[['not readable'], {kind: 'fullestMount', fullest: undefined}],
	[['not readable'], {kind: 'temperature', celsius: undefined}],
	[['nothing'], {kind: 'complaint', line: undefined}],
	[
		[
			'now         throttled not readable, under-voltage no',
			'since boot  throttled yes, under-voltage not readable',
		],
		{
			...{kind: 'throttling', throttledNow: undefined, underVoltageNow: false},
			...{throttledSinceBoot: true, underVoltageSinceBoot: undefined},
		},
	],
	[
		['gpu 1 slowed down: heat, power cap'],
		{kind: 'gpuThrottles', index: 1, throttles: ['thermal', 'power-cap']},
	],
	[
		['ED25519', 'shown     SHA256:new', 'recorded  SHA256:old', '          line 3 of /k'],
		{
			...{kind: 'fingerprints', keyType: 'ED25519', shown: 'SHA256:new', recorded: 'SHA256:old'},
			...{file: '/k', line: 3, isRevoked: false},
		},
	],
])('%j is what is said of %j', (texts, fact) => {
	expect(whyFactTexts(fact)).toEqual(texts);
});

function pressure(resource: 'cpu' | 'io', someFraction: number): WhyFact {
	return {kind: 'pressure', top: {resource, someFraction}};
}

test('a command is what a person types: names of the world are quoted, options of ours are not', () => {
	const du = ['du', '-xh', '--max-depth=1', "/my data'; rm -rf /"];
	const stages = [du, ['sort', '-h']];
	expect(whyCommandText({where: 'node', stages})).toBe(
		`du -xh --max-depth=1 '/my data'\\''; rm -rf /' | sort -h`,
	);
	const removal = ['ssh-keygen', '-R', '[pi-1]:2222'];
	expect(whyCommandText({where: 'here', stages: [removal]})).toBe("ssh-keygen -R '[pi-1]:2222'");
});

test('a cause names the mount that it is about', () => {
	expect(causeText({kind: 'diskFull', mount: '/data'})).toBe('/data is nearly full.');
	expect(causeText({kind: 'silentMount', mount: '/nfs'})).toMatch(/^\/nfs does not answer/);
});
