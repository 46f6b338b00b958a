import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	isHostName,
	isJobId,
	isModelName,
	isNodeName,
	isRemotePath,
	isSlurmMemory,
	isSlurmName,
	isUserName,
} from '../../source/domain/grammar.ts';
import {hostileCorpus, hostileText} from '../helpers/hostile-corpus.ts';

const isFull = process.env['FULL'] === '1';

const grammars = {
	isHostName: {
		guard: isHostName,
		accepted: [
			'gpu-01',
			'node.lab.example',
			'192.168.1.12',
			'::1',
			'fe80::1%eth0',
			'2001:db8::7',
			'my_alias',
		],
		rejected: [
			'-oProxyCommand=x',
			'user@host',
			'host:22',
			'a b',
			'n[1-3]',
			'.',
			'..',
			'a/b',
			'%h',
			':',
			'::1%$(x)',
		],
	},
	isNodeName: {
		guard: isNodeName,
		accepted: ['gpu-01', 'pi_5', 'a', 'n1.lab', 'x'.repeat(63)],
		rejected: ['x'.repeat(64), '_a', '.a', 'a:b', 'a,b', 'ä', 'a%b', '__proto__'],
	},
	isUserName: {
		guard: isUserName,
		accepted: ['alice', '_apt', 'svc-1', 'machine$', 'a.b', 'Alice'],
		rejected: ['-l', '1alice', 'a'.repeat(34), 'a@b', 'a$b', '$', 'a b', 'älice'],
	},
	isJobId: {
		guard: isJobId,
		accepted: ['4711', '4711_3', '4711_[1-9%2]', '4711_[1,3-5]', '4711+1', '4711_3+1'],
		rejected: [
			'',
			'-1',
			'4711_',
			'4711_[]',
			'4711_[a]',
			'4711.batch',
			'4711;',
			'+1',
			'47 11',
			'٤٧١١',
		],
	},
	isModelName: {
		guard: isModelName,
		accepted: [
			'llama3.2:3b',
			'qwen2.5-coder',
			'hf.co/owner/model:Q4_K_M',
			'library/x:latest',
			'_own/_x:_1',
			'registry.lab:5000/team/x:1',
			`${'h'.repeat(344)}/${'n'.repeat(80)}/${'m'.repeat(80)}:${'t'.repeat(80)}`,
		],
		rejected: [
			'a//b',
			'/a',
			'a/',
			'a:',
			'a:..',
			'a:-x',
			'a:b:c',
			'../a',
			'a/../b',
			'a/b/c/d',
			'a.b/c',
			'hf.co/c',
			'localhost:5000/c',
			'm'.repeat(81),
			`m:${'t'.repeat(81)}`,
			`${'n'.repeat(81)}/m`,
			`${'h'.repeat(345)}/n/m`,
			'https://hf.co/owner/model',
			'm@sha256:0123',
			'a?b',
			'a#b',
			'a%2e',
		],
	},
	isSlurmName: {
		guard: isSlurmName,
		accepted: ['gpu', 'lab-a', 'gpu_long', '7days', 'x'.repeat(64)],
		rejected: ['x'.repeat(65), 'a,b', '-p', 'a=b', 'a b', 'gpu:2'],
	},
	isSlurmMemory: {
		guard: isSlurmMemory,
		accepted: ['0', '512', '512M', '16G', '2T'],
		rejected: ['16GB', '1.5G', '-1', 'G', '1e9', '16 G', '1234567890'],
	},
	isRemotePath: {
		guard: isRemotePath,
		accepted: ['/', '/var/log/syslog', '/a b/ü..x', '/a...', `/${'x'.repeat(1023)}`],
		rejected: [
			'a',
			'',
			'~/x',
			'/a/../b',
			'/..',
			'/a\nb',
			'/a\0',
			'/\u0085',
			'/\u2028',
			'/\ud800',
			`/${'ü'.repeat(512)}`,
		],
	},
};

describe.each(Object.entries(grammars))('%s', (name, {guard, accepted, rejected}) => {
	test.each(accepted)('accepts %j', text => {
		expect(guard(text)).toBe(true);
	});

	test.each([
		'',
		'$(touch X)',
		'x\n',
		'\nx',
		'x\r',
		' x',
		'x ',
		'-x',
		'--',
		'..',
		"'",
		'`x`',
		...rejected,
	])('rejects %j', text => {
		expect(guard(text)).toBe(false);
	});

	test('rejects whatever of the corpus could act on a terminal', () => {
		for (const {text} of hostileCorpus) {
			if (/\p{Cc}/u.test(text)) {
				expect(guard(text), JSON.stringify(text)).toBe(false);
			}
		}
	});

	test('lets through nothing that a shell, an option parser or a path reads in another way', () => {
		const numRuns = isFull ? 1_000_000 : 20_000;
		const near = fc
			.tuple(fc.constantFrom(...accepted), hostileText, fc.nat())
			.map(([text, insert, seed]) => {
				const at = seed % (text.length + 1);
				return `${text.slice(0, at)}${insert.slice(0, 3)}${text.slice(at)}`;
			});
		fc.assert(
			fc.property(near, text => {
				expect(!guard(text) || isHarmless(text, name)).toBe(true);
			}),
			{numRuns},
		);
	});

	test('decides a long text at once', () => {
		const before = process.cpuUsage();
		for (const unit of ['a', '1', '-', 'a.', 'a/', '1,', ':', '/']) {
			guard(unit.repeat(1_000_000 / unit.length));
		}

		const {user, system} = process.cpuUsage(before);
		expect((user + system) / 1000).toBeLessThan(500);
	});
});

/** A path may hold whatever is no control; it travels as data. A job id has brackets, a machine account ends in `$`. */
function isHarmless(text: string, grammar: string): boolean {
	if (grammar === 'isRemotePath') {
		return (
			text.startsWith('/') && !/\p{Cc}|(?:^|\/)\.\.(?:\/|$)/u.test(text) && text.isWellFormed()
		);
	}

	return /^[A-Za-z0-9_:.][A-Za-z0-9._:/%+,[\]-]*\$?$/.test(text) && !text.split('/').includes('..');
}
