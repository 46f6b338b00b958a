/** What a node is sent of a conversation, and a question with its files as one message. */
import type {Turn} from '../domain/chat.ts';
import type {AskedFile} from '../domain/chat-asking.ts';
import type {Conversation, TypedQuestion} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';

/** Texts stand behind the question, each fenced under its name; pictures go beside it. */
export function askedQuestion(text: string, files: readonly AskedFile[]): ChatMessage {
	const blocks = files.filter(({kind}) => kind === 'text').map(fencedFile);
	const images = files.filter(({kind}) => kind === 'image').map(({content}) => content);
	const content = [text, ...blocks].filter(part => part !== '').join('\n\n');
	return {role: 'user', content, ...(images.length === 0 ? {} : {images})};
}

/** What was typed and what went with it, so that it can be asked again; `name` stands for the path that is not known any more. */
export type Reasked = {readonly text: string; readonly files: readonly AskedFile[]};

export function reasked(question: ChatMessage, typed: TypedQuestion | undefined): Reasked {
	const images = question.images ?? [];
	const files = typed === undefined ? undefined : filesOf(question, typed);
	if (typed !== undefined && files !== undefined) {
		return {text: typed.text, files};
	}

	return {
		text: question.content,
		files: images.map((content, index) => ({
			...{path: `picture ${index + 1}`, name: `picture ${index + 1}`, kind: 'image', content},
			sizeBytes: Math.floor((content.length * 3) / 4),
		})),
	};
}

/** Undefined: they are not in the message as this program puts them there. */
function filesOf(
	{content, images = []}: ChatMessage,
	{text, files}: TypedQuestion,
): readonly AskedFile[] | undefined {
	const found: AskedFile[] = [];
	const pictures = images.values();
	let rest = content.startsWith(text) ? content.slice(text.length).replace(/^\n\n/, '') : content;
	for (const file of files) {
		if (file.kind === 'image') {
			const picture = pictures.next().value;
			if (picture === undefined) {
				return undefined;
			}

			found.push({...file, path: file.name, content: picture});
			continue;
		}

		const [whole, , block] = fencedAs(file.name).exec(rest) ?? [];
		if (whole === undefined || block === undefined) {
			return undefined;
		}

		found.push({...file, path: file.name, content: block});
		rest = rest.slice(whole.length).replace(/^\n\n/, '');
	}

	return rest === '' ? found : undefined;
}

function fencedFile({name, content}: AskedFile): string {
	const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map(run => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${oneLine(name)}:\n${fence}\n${content}\n${fence}`;
}

function fencedAs(name: string): RegExp {
	const written = oneLine(name).replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	return new RegExp(`^${written}:\\n(\`{3,})\\n(.*?)\\n\\1(?=\\n\\n|$)`, 's');
}

/** A name of a file may be of many lines. */
function oneLine(name: string): string {
	return name.replaceAll(/\s/g, ' ');
}

/** What comes before a question: what the model is told, and the turns up to one; undefined: none. */
export function promptBefore(
	conversation: Conversation | undefined,
	{after, system}: {readonly after: string | undefined; readonly system: string | undefined},
): readonly ChatMessage[] {
	return [
		...(system === undefined || system === '' ? [] : [{role: 'system', content: system} as const]),
		...turnsUpTo(conversation, after).flatMap(({question, answer}) => [question, answer]),
	];
}

/** In the order in which they were said, whether they are followed or not. */
export function turnsUpTo(
	conversation: Conversation | undefined,
	last: string | undefined,
): readonly Turn[] {
	if (conversation === undefined || last === undefined) {
		return [];
	}

	const {turns, others, places} = conversation;
	const at = turns.findIndex(({id}) => id === last);
	if (at !== -1) {
		return turns.slice(0, at + 1);
	}

	const byId = new Map([...turns, ...others].map(turn => [turn.id, turn]));
	const before = new Map(places.map(({id, after}) => [id, after]));
	const found: Turn[] = [];
	for (let id: string | undefined = last; id !== undefined; id = before.get(id)) {
		const turn = byId.get(id);
		if (turn === undefined || found.includes(turn)) {
			break;
		}

		found.push(turn);
	}

	return found.reverse();
}

/** The last turn of the branch that a turn is in: of what was said behind it, what was said last. */
export function branchEnd({places}: Pick<Conversation, 'places'>, id: string): string {
	const seen = new Set([id]);
	let end = id;
	for (;;) {
		const next = places.findLast(place => place.after === end && !seen.has(place.id));
		if (next === undefined) {
			return end;
		}

		seen.add(next.id);
		end = next.id;
	}
}
