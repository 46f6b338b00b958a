import {assertNever} from '../domain/assert-never.ts';
import {wordsOf} from './command-spec.ts';
import {commandTable} from './command-table.ts';
import {type FlagName, flagSpecs} from './flag-table.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A script for the shell's start-up file; it holds only words of the command table. */
export function completionScript(shell: Shell): string {
	switch (shell) {
		case 'bash':
			return bashScript();
		case 'zsh':
			return `#compdef clusterdeck cdeck\nautoload -U bashcompinit && bashcompinit\n${bashScript()}`;
		case 'fish':
			return fishScript();
		default:
			return assertNever(shell);
	}
}

/** What may follow each word: `nodes` -> `ls add rm`. */
function wordsAfter(first: string): readonly string[] {
	return commandTable
		.filter(command => wordsOf(command)[0] === first)
		.flatMap(command => wordsOf(command).slice(1));
}

function firstWords(): readonly string[] {
	return [...new Set(commandTable.flatMap(command => wordsOf(command).slice(0, 1)))];
}

function flagsAfter(first: string | undefined): readonly FlagName[] {
	const commands = commandTable.filter(command => wordsOf(command)[0] === first);
	return [...new Set(commands.flatMap(command => command.flags))];
}

function bashScript(): string {
	const cases = firstWords().map(first => {
		const next = first === 'completion' ? shells : wordsAfter(first);
		return `\t\t${first}) words='${[...next, ...dashed(flagsAfter(first))].join(' ')}' ;;`;
	});
	const start = [...firstWords(), ...dashed(flagsAfter(undefined))].join(' ');
	return `_clusterdeck() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words
	COMPREPLY=()
	if [ "$previous" = --config ]; then
		COMPREPLY=($(compgen -f -- "$current"))
		return
	fi
	case \${COMP_WORDS[1]} in
${cases.join('\n')}
		*) words='${start}' ;;
	esac
	[ "$COMP_CWORD" -eq 1 ] && words='${start}'
	COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _clusterdeck clusterdeck cdeck
`;
}

function fishScript(): string {
	return ['clusterdeck', 'cdeck']
		.flatMap(program => [
			`complete -c ${program} -f`,
			...firstWords().map(first => `complete -c ${program} -n __fish_use_subcommand -a ${first}`),
			...firstWords().flatMap(first => {
				const next = first === 'completion' ? shells : wordsAfter(first);
				return next.map(
					word => `complete -c ${program} -n '__fish_seen_subcommand_from ${first}' -a ${word}`,
				);
			}),
			...flagsAfter(undefined).map(name => fishFlag(program, '__fish_use_subcommand', name)),
			...firstWords().flatMap(first =>
				flagsAfter(first).map(name =>
					fishFlag(program, `'__fish_seen_subcommand_from ${first}'`, name),
				),
			),
		])
		.join('\n')
		.concat('\n');
}

function fishFlag(program: string, condition: string, name: FlagName): string {
	const {argument, summary} = flagSpecs[name];
	const needs = argument === undefined ? '' : name === 'config' ? ' -r -F' : ' -x';
	return `complete -c ${program} -n ${condition} -l ${name}${needs} -d '${summary}'`;
}

function dashed(names: readonly FlagName[]): readonly string[] {
	return names.map(name => `--${name}`);
}
