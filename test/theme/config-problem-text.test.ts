import {expect, it} from 'vitest';
import {configProblemText} from '../../source/theme/config-problem-text.ts';

const problem = {
	file: 'config.yaml',
	line: 12,
	column: 9,
	path: 'nodes[2].ssh.port',
	message: 'must be a number',
};

it('a mistake is a place that an editor jumps to, then the sentence', () => {
	expect(configProblemText(problem)).toBe('config.yaml:12:9: nodes[2].ssh.port must be a number');
});

it('what is not known of the place is left out', () => {
	expect(configProblemText({...problem, column: undefined, path: ''})).toBe(
		'config.yaml:12: must be a number',
	);
	expect(configProblemText({...problem, line: undefined, column: undefined, path: ''})).toBe(
		'config.yaml: must be a number',
	);
});

it('is harmless whatever the file holds', () => {
	expect(configProblemText({...problem, path: '\u001b[2J'})).toBe(
		'config.yaml:12:9: ␛[2J must be a number',
	);
});
