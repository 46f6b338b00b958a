import type {SurveyedHost} from '../clients/survey-hosts.ts';
import type {HostName} from '../domain/ids.ts';
import {configProposal, type ProposedNode} from '../parsers/config-proposal.ts';
import {isDialledName} from '../parsers/config-words.ts';
import {failureText} from '../theme/failure-text.ts';

export type Findings = {
	/** What this machine calls itself, without its domain. */
	readonly hostname: string;
	readonly hosts: readonly SurveyedHost[];
	/** Of the Ollama on 127.0.0.1:11434; undefined: none answers. */
	readonly ollamaVersion: string | undefined;
	readonly hasSlurm: boolean;
};

/** The first configuration of somebody who has these machines. */
export function proposalText({hostname, hosts, ollamaVersion, hasSlurm}: Findings): string {
	const local = localNode(hostname, ollamaVersion);
	const localNames: readonly string[] = local.map(({name}) => name);
	const verdicts = hosts.map(host =>
		localNames.includes(host.alias)
			? {note: `${host.alias}: by its name it is this machine`}
			: judge(host),
	);
	return configProposal({
		nodes: [...local, ...verdicts.flatMap(verdict => ('node' in verdict ? [verdict.node] : []))],
		hasSlurm,
		notes: verdicts.flatMap(verdict => ('note' in verdict ? [verdict.note] : [])),
	});
}

/** One; a name that no node may have is not taken from the machine. */
function localNode(hostname: string, ollamaVersion: string | undefined): readonly ProposedNode[] {
	const ollama =
		ollamaVersion === undefined ? '' : `; Ollama ${ollamaVersion} answers on 127.0.0.1:11434`;
	return [hostname, 'localhost']
		.filter(isDialledName)
		.slice(0, 1)
		.map(name => ({name, isLocal: true, isEnabled: true, comment: `this machine${ollama}`}));
}

type Verdict = {readonly node: ProposedNode} | {readonly note: string};

function judge(host: SurveyedHost): Verdict {
	const {alias} = host;
	switch (host.state) {
		case 'answers':
			return nodeOf(alias, {isEnabled: true, comment: `answers on ${host.address}`});
		case 'behind':
			return nodeOf(alias, {isEnabled: true, comment: `behind ${host.way}: not tried`});
		case 'silent':
			return nodeOf(alias, {isEnabled: false, comment: `not there: ${failureText(host.failure)}`});
		case 'unresolved':
			return {note: `${alias}: ${failureText(host.failure)}`};
		case 'same':
			return {note: `${alias}: the same machine as ${host.as}`};
		case 'git':
			return {note: `${alias}: a host for source code`};
		default:
			return {note: `${alias}: no node can be named so`};
	}
}

function nodeOf(alias: HostName, rest: Pick<ProposedNode, 'isEnabled' | 'comment'>): Verdict {
	return isDialledName(alias)
		? {node: {name: alias, isLocal: false, ...rest}}
		: judge({alias, state: 'unnameable'});
}
