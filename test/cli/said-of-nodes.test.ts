import {expect, it} from 'vitest';
import {said, saidOfFailure, sayOnce} from '../../source/cli/said-of-nodes.ts';

function textsOf(sentences: Parameters<typeof sayOnce>[0], mostNames = 3): readonly string[] {
	return sayOnce(sentences, mostNames).map(({text, count}) => `${count} ${text}`);
}

it('what is said of several is said once, in the order in which it came', () => {
	const hot = 'temperature 90°C, over 83°C';
	expect(textsOf([said('a', 'no answer'), said('b', hot), said('c', 'no answer')])).toEqual([
		'2 a, c: no answer',
		`1 b: ${hot}`,
	]);
});

it('beyond so many names they are counted', () => {
	const sentences = ['a', 'b', 'c', 'd', 'e'].map(name => said(name, 'no answer'));
	expect(textsOf(sentences)).toEqual(['5 a, b, c and 2 more: no answer']);
	expect(textsOf(sentences.slice(0, 3))).toEqual(['3 a, b, c: no answer']);
	expect(textsOf(sentences, Number.POSITIVE_INFINITY)).toEqual(['5 a, b, c, d, e: no answer']);
});

it('a node is named once, whatever is said of it twice', () => {
	expect(textsOf([said('a', 'disk full'), said('a', 'disk full')])).toEqual(['2 a: disk full']);
});

it('an address is told of one that stands alone', () => {
	const why = 'connection refused. Is the service, such as sshd, running there?';
	const [a, b] = ['a', 'b'].map(name =>
		saidOfFailure(name, {kind: 'refused', where: `${name} (10.0.0.1:22)`}),
	);
	expect(a && textsOf([a])).toEqual([`1 a (10.0.0.1:22): ${why}`]);
	expect(a && b && textsOf([a, b])).toEqual([`2 a, b: ${why}`]);
});

it('a jump host that fails is told with all the nodes behind it', () => {
	const failure = {kind: 'refused', where: 'login (10.0.0.9:22)'} as const;
	const behind = ['gpu-1', 'gpu-2'].map(name => saidOfFailure(name, failure));
	expect(textsOf(behind)).toEqual([
		'2 gpu-1, gpu-2: login (10.0.0.9:22): connection refused. Is the service, such as sshd, running there?',
	]);
});

it('the same words under another lead are another thing', () => {
	expect(textsOf([{...said('a', 'late'), lead: 'down: '}, said('b', 'late')])).toEqual([
		'1 down: a: late',
		'1 b: late',
	]);
});
