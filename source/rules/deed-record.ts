import {assertNever} from '../domain/assert-never.ts';
import type {AuditRecord} from '../domain/effect.ts';
import type {DeedStage, ModelDeed, Modelfile} from '../domain/model-deed.ts';

/** A line of the audit log: `stage` is how the deed ended; undefined: it goes out now, and an answer may never come. */
export function deedRecord(deed: ModelDeed, stage: DeedStage | undefined): AuditRecord {
	return {
		what: deedWords[deed.type],
		target: `${deed.node} ${deed.model}`,
		argv: requestOf(deed),
		result: stage === undefined ? 'sent' : resultOf(stage),
	};
}

const deedWords: Readonly<Record<ModelDeed['type'], string>> = {
	pull: 'pullModel',
	copy: 'copyModel',
	remove: 'removeModel',
	load: 'loadModel',
	unload: 'unloadModel',
	name: 'nameModel',
	create: 'createModel',
};

/** What Ollama is asked, in the words of its API. https://github.com/ollama/ollama/blob/main/docs/api.md */
function requestOf(deed: ModelDeed): readonly string[] {
	const {model} = deed;
	switch (deed.type) {
		case 'pull':
			return ['POST', '/api/pull', model];
		case 'copy':
			return ['POST', '/api/pull', model, `from ${deed.from}`];
		case 'remove':
			return ['DELETE', '/api/delete', model];
		case 'load':
			return ['POST', '/api/generate', model];
		case 'unload':
			return ['POST', '/api/generate', model, 'keep_alive 0'];
		case 'name':
			return ['POST', '/api/copy', model, deed.to];
		case 'create':
			return ['POST', '/api/create', model, ...madeOf(deed.modelfile)];
		default:
			return assertNever(deed);
	}
}

function madeOf({from, files, adapters}: Modelfile): readonly string[] {
	const paths = [...files, ...adapters].map(({path}) => `file ${path}`);
	return [...(from === undefined ? [] : [`from ${from}`]), ...paths];
}

function resultOf(stage: DeedStage): string {
	switch (stage.state) {
		case 'done':
			return stage.result.wasThere ? 'done: nothing had to be done' : 'done';
		case 'failed':
			return `failed: ${stage.failure.kind}`;
		default:
			return stage.state;
	}
}
