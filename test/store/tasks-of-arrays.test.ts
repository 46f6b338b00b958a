import {expect, it} from 'vitest';
import {unseen} from '../../source/store/clusters-state.ts';
import {withTasks} from '../../source/store/tasks-of-arrays.ts';

const told = {state: 'loading'} as const;
const ids = (first: number, count: number): readonly string[] =>
	Array.from({length: count}, (_, index) => `${first + index}`);
const tasksOf = (arrays: readonly string[]) =>
	Object.fromEntries(arrays.map(array => [array, told]));

it('of more arrays than are kept those go that nobody looks at, whatever their ids are', () => {
	const look = {...unseen, arrays: ids(100, 31)};
	const tasks = withTasks({tasks: tasksOf([...look.arrays, '900']), look}, '901', told);
	expect(Object.keys(tasks)).toEqual([...look.arrays, '901']);
});

it('what is looked at stays, also where that is more than are kept', () => {
	const look = {...unseen, arrays: ids(100, 32)};
	const tasks = withTasks({tasks: tasksOf(look.arrays), look}, '99', told);
	expect(Object.keys(tasks)).toEqual(['99', ...look.arrays]);
});

it('an array that is folded keeps its tasks while there is room', () => {
	const tasks = withTasks({tasks: tasksOf(ids(1, 31)), look: unseen}, '50', told);
	expect(Object.keys(tasks)).toHaveLength(32);
});
