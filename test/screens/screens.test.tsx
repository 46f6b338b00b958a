/**
 * The pictures of the documentation: frames of the simulated rack as a terminal shows them. A stale one fails here;
 * `npm run screens` draws them anew.
 */
import {resolve} from 'node:path';
import xterm from '@xterm/headless';
import {expect, it} from 'vitest';
import {loadHighlighter} from '../../source/theme/highlight.ts';
import {svgOf} from '../../scripts/screens/svg.ts';
import {inColour} from '../helpers/frame.tsx';
import {Journey, type JourneyOptions} from '../helpers/journey.tsx';

type Picture = {
	readonly name: string;
	readonly title: string;
	readonly options: JourneyOptions;
	readonly way: (journey: Journey) => Promise<unknown>;
};

const medium = {columns: 120, rows: 40};

const pictures: readonly Picture[] = [
	{
		name: 'nodes',
		title: 'The table of nodes, worst first, and the detail of one',
		options: {size: medium},
		way: journey => journey.wait(170),
	},
	{
		name: 'grid',
		title: 'Two hundred nodes at once',
		options: {size: medium, nodeCount: 200},
		async way(journey) {
			await journey.wait(40);
			await journey.press('v', 'n');
		},
	},
	{
		name: 'why',
		title: 'Why a node is slow, and how to look further',
		options: {size: {columns: 100, rows: 30}},
		async way(journey) {
			await journey.wait(40);
			await journey.type(':node pi-worker1');
			await journey.press('enter', 'esc', 'w');
		},
	},
	{
		name: 'jobs',
		title: 'The queue of a Slurm cluster: what runs, what waits and why',
		options: {size: medium},
		async way(journey) {
			await journey.wait(40);
			await journey.press('2');
			await journey.wait(20);
			await journey.press('a');
			await journey.wait(20);
		},
	},
	{
		name: 'chat',
		title: 'A question that the rack answered: by whom, how fast, and who was passed over',
		options: {size: medium},
		async way(journey) {
			// What is loaded while the clock of the journey stands still leaves no trace of how long it took.
			await Promise.all([
				import('../../source/cli/open-chat-desk.ts'),
				import('../../source/parsers/markdown.ts'),
				loadHighlighter(),
			]);
			await journey.wait(40);
			await journey.press('3');
			await journey.wait(5);
			await journey.type('How do I run 64 shards as an array?');
			await journey.press('enter');
			await journey.until('first token');
		},
	},
	{
		name: 'models',
		title: 'Which model is where, which is being pulled, and where one would fit',
		options: {size: medium},
		async way(journey) {
			await import('../../source/cli/open-model-desk.ts');
			await journey.wait(40);
			await journey.press('4');
			await journey.wait(5);
			await journey.type(':pull gemma3:27b');
			await journey.press('enter', 'G', 'space', 'P');
			await journey.wait(60);
			await journey.press('v', 'G');
			await journey.wait(5);
		},
	},
	{
		name: 'events',
		title: 'What happened, and every command that was run',
		options: {size: {columns: 120, rows: 30}},
		async way(journey) {
			await journey.wait(600);
			await journey.press('6');
		},
	},
	{
		name: 'open',
		title: 'One node with all that is known of it',
		options: {size: medium},
		async way(journey) {
			await journey.wait(600);
			await journey.press('enter');
		},
	},
	{
		name: 'command',
		title: 'The command line completes',
		options: {size: {columns: 80, rows: 24}},
		async way(journey) {
			await journey.wait(60);
			await journey.type(':node pi-');
		},
	},
];

it.each(pictures)('the picture $name is what one sees', async ({name, title, options, way}) => {
	const journey = await Journey.begin({...options, profile: inColour});
	await way(journey);
	const {columns, rows} = options.size ?? medium;
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	await new Promise<void>(drawn => {
		terminal.write(journey.painted.replaceAll('\n', '\r\n'), drawn);
	});
	await expect(svgOf(terminal, title)).toMatchFileSnapshot(resolve(`docs/screens/${name}.svg`));
	terminal.dispose();
});
