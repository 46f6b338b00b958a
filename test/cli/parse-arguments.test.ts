import fc from 'fast-check';
import {expect, it} from 'vitest';
import {commandTable} from '../../source/cli/command-table.ts';
import {flagSpecs} from '../../source/cli/flag-table.ts';
import {completionScript} from '../../source/cli/completion-script.ts';
import {helpText} from '../../source/cli/help-text.ts';
import {parseArguments} from '../../source/cli/parse-arguments.ts';
import {parseStatusRequest} from '../../source/cli/status-request.ts';

function invocation(line: string) {
	const parsed = parseArguments(line.split(' ').filter(word => word !== ''));
	return 'usage' in parsed ? expect.unreachable(parsed.usage) : parsed;
}

function usage(line: string): string {
	const parsed = parseArguments(line.split(' '));
	return 'usage' in parsed ? parsed.usage : expect.unreachable('this was understood');
}

it('finds the longest command and leaves the rest as operands', () => {
	expect(invocation('').command.name).toBe('');
	expect(invocation('--once').flags.has('once')).toBe(true);
	const {command, operands, flags} = invocation('nodes add pi-9 --host 192.0.2.9 --tag=pi5');
	expect(command.name).toBe('nodes add');
	expect(operands).toEqual(['pi-9']);
	expect(flags.text('host')).toBe('192.0.2.9');
	expect(flags.text('tag')).toBe('pi5');
});

it('keeps all that a flag was given, and of these the last', () => {
	const {flags} = invocation('models pull tiny --node n1 --node=n2');
	expect(flags.texts('node')).toEqual(['n1', 'n2']);
	expect(flags.text('node')).toBe('n2');
	expect(flags.texts('config')).toEqual([]);
});

it('leaves what stands behind -- to the command that takes it as it is', () => {
	const submit = invocation('jobs submit a.sh --json -- -p gpu --hold --json=no');
	expect(submit.operands).toEqual(['a.sh']);
	expect(submit.rest).toEqual(['-p', 'gpu', '--hold', '--json=no']);
	expect(submit.flags.has('json')).toBe(true);
	const remove = invocation('nodes rm -- -odd');
	expect([remove.operands, remove.rest]).toEqual([['-odd'], []]);
	expect(usage('jobs submit -- a.sh')).toBe('jobs submit needs FILE|-.');
	expect(usage('models pull')).toBe('models pull needs MODEL.');
});

it('takes a word as a command of chat only right behind it: elsewhere it begins a prompt', () => {
	expect(invocation('chat search the log').command.name).toBe('chat search');
	expect(invocation('--json chat search the log').command.name).toBe('chat search');
	for (const line of [
		'chat -- search the log',
		'chat --json search the log',
		'chat --model llama3.2:3b search the log',
		'chat --model=llama3.2:3b -- search the log',
	]) {
		const {command, operands} = invocation(line);
		expect([command.name, ...operands], line).toEqual(['chat', 'search', 'the', 'log']);
	}

	expect(parseArguments(['chat', 'search for hope'])).toMatchObject({
		command: {name: 'chat'},
		operands: ['search for hope'],
	});
	expect(invocation('nodes --json ls').command.name).toBe('nodes ls');
});

it('takes a flag before or after the command, and the last of two', () => {
	expect(invocation('--config a config path').flags.text('config')).toBe('a');
	expect(invocation('config path --config a --config b').flags.text('config')).toBe('b');
});

it.each([
	['--onse', 'There is no flag "--onse". Did you mean --once? See clusterdeck --help.'],
	['--onec', 'There is no flag "--onec". Did you mean --once? See clusterdeck --help.'],
	['--zzz', 'There is no flag "--zzz". See clusterdeck --help.'],
	['-x', 'There is no flag "-x". See clusterdeck --help.'],
	['--interval 5', 'There is no flag "--interval". See clusterdeck --help.'],
	['--onyl nodes', 'There is no flag "--onyl". Did you mean --only? See clusterdeck --help.'],
	['nodes sl', 'nodes cannot "sl". Did you mean ls?'],
	['--themes dark', 'There is no flag "--themes". Did you mean --theme? See clusterdeck --help.'],
	['config path --once', 'config path has no flag "--once". See clusterdeck config path --help.'],
	[
		'chat --modle x',
		'chat has no flag "--modle". Did you mean --model? See clusterdeck chat --help.',
	],
	['nodes --jsn', 'There is no flag "--jsn". Did you mean --json? See clusterdeck --help.'],
	['--config', '--config needs an argument: --config FILE.'],
	['--config --once', '--config needs an argument: --config FILE.'],
	['--config=', '--config needs an argument: --config FILE.'],
	['--once=3', '--once takes no argument, found "3".'],
	['node', 'There is no command "node". Did you mean nodes? See clusterdeck --help.'],
	['config', 'config needs one of: validate, path, schema.'],
	['config pth', 'config cannot "pth". Did you mean path?'],
	['nodes add', 'nodes add needs NAME.'],
	['config path now', 'config path takes no "now".'],
	['\u001b[2J', 'There is no command "\\u{1b}[2J". See clusterdeck --help.'],
])('%j is refused in one sentence', (line, sentence) => {
	expect(usage(line)).toBe(sentence);
});

it('help is given whatever operands are missing', () => {
	expect(invocation('nodes add --help').flags.has('help')).toBe(true);
	expect(invocation('-h').flags.has('help')).toBe(true);
});

it('never throws, whatever is typed', () => {
	fc.assert(
		fc.property(
			fc.array(
				fc.oneof(
					fc.string(),
					fc.constantFrom('--', '-', '--once', '--config', 'nodes', '--__proto__', '-hx'),
				),
			),
			args => {
				parseArguments(args);
			},
		),
	);
});

it.each([
	['--once --watch 2', 'Give one of --once, --watch and --check, not several.'],
	['--watch 0', '--watch must be a number from 0.1 to 3600, found "0".'],
	['--watch 1e3', '--watch must be a number from 0.1 to 3600, found "1e3".'],
	['--once --sample 50', '--sample must be a number from 200 to 60000, found "50".'],
	['--once --timeout -1', '--timeout needs an argument: --timeout SECONDS.'],
	['--once --only nodes,jbs', '--only must be one or more of nodes,jobs,models, found "jbs".'],
])('%s is refused', (line, sentence) => {
	const parsed = parseArguments(line.split(' '));
	const problem = 'usage' in parsed ? parsed : parseStatusRequest(parsed.flags);
	expect(problem).toEqual({usage: sentence});
});

it('a status request has its defaults', () => {
	expect(parseStatusRequest(invocation('--watch 2.5').flags)).toEqual({
		mode: {name: 'watch', everyMs: 2500},
		timeoutMs: 10_000,
		sampleMs: 500,
		indent: 0,
		only: undefined,
	});
	expect(parseStatusRequest(invocation('--once --only nodes').flags)).toMatchObject({
		only: ['nodes'],
	});
});

it('the dashboard begins with the tab that is asked for', () => {
	const modeOf = (line: string) => parseStatusRequest(invocation(line).flags);
	expect(modeOf('--tab events')).toMatchObject({mode: {firstTab: 'events'}});
	expect(modeOf('--tab models')).toMatchObject({mode: {firstTab: 'models'}});
	expect(modeOf('--tab sessions')).toEqual({
		usage: '--tab must be one of nodes, jobs, chat, models, events, found "sessions".',
	});
	expect(modeOf('--once --tab events')).toEqual({usage: '--tab does not go with --once.'});
});

it('help and completion know every command and flag', () => {
	const help = commandTable.map(command => helpText(command, undefined)).join('\n');
	const scripts = (['bash', 'zsh', 'fish'] as const).map(completionScript);
	for (const {name} of commandTable) {
		for (const word of name.split(' ')) {
			expect(help).toContain(word);
			for (const script of scripts) {
				expect(script).toContain(word);
			}
		}
	}

	for (const name of Object.keys(flagSpecs)) {
		expect(help).toContain(`--${name}`);
		for (const script of scripts) {
			expect(script).toContain(name);
		}
	}
});

it.each([[80], [120]])('help fits a terminal of %i columns', columns => {
	for (const line of commandTable.flatMap(command => helpText(command, columns).split('\n'))) {
		expect(line.length).toBeLessThanOrEqual(columns);
	}
});
