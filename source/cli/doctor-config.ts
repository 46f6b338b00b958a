import {configProblemText} from '../theme/config-problem-text.ts';
import {countText} from '../theme/number-text.ts';
import {fail, type Finding, pass} from './doctor-report.ts';
import type {ConfigOutcome} from './session-config.ts';

const id = 'config.valid';

export function configCheck(opened: ConfigOutcome): readonly Finding[] {
	if ('config' in opened) {
		const nodes = countText(opened.config.nodes.length, 'node');
		const where = opened.path ?? 'no file: this machine alone';
		return [pass(id, `${where}, ${nodes}`)];
	}

	return opened.problems.map(problem =>
		fail(id, configProblemText(problem), `clusterdeck config validate ${problem.file}`),
	);
}
