import {describe, expect, it} from 'vitest';
import {parseJobDependency} from '../../source/parsers/job-dependency.ts';

describe('what a job waits for', () => {
	it.each([
		['afterok:4711(unfulfilled)', [['afterok', '4711', 'unfulfilled']]],
		[
			'afterany:12_3(unfulfilled),afternotok:20(failed)',
			[
				['afterany', '12_3', 'unfulfilled'],
				['afternotok', '20', 'failed'],
			],
		],
		[
			'after:5+10(unfulfilled)?singleton(unfulfilled)',
			[
				['after', '5', 'unfulfilled'],
				['singleton', '', 'unfulfilled'],
			],
		],
		['afterok:13_*(unfulfilled)', [['afterok', '13_*', 'unfulfilled']]],
		['', []],
		['$(touch x)', []],
	])('in %j is %j', (text, expected) => {
		const found = parseJobDependency(text);
		expect(found.map(({condition, id, status}) => [condition, id, status])).toEqual(expected);
	});
});
