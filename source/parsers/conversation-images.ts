import type {ConversationRecord} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';

/** Of an image in base64, of which none begins so. */
export type ImageIdOf = (base64: string) => string;

/** A record as it is written: what it names stands before it in the file, once. */
export type RecordApart = {
	readonly record: ConversationRecord;
	readonly images: ReadonlyMap<string, string>;
};

const idForm = /^sha256:[0-9a-f]{64}$/;

/** Takes the pictures out of a question, and leaves their ids. */
export function imagesApart(record: ConversationRecord, idOf: ImageIdOf): RecordApart {
	const images = new Map<string, string>();
	const idsOf = (message: ChatMessage): ChatMessage =>
		mapImages(message, image => {
			const id = idOf(image);
			images.set(id, image);
			return [id];
		});
	return {record: mapQuestion(record, idsOf), images};
}

/** Puts them back; those that are not there are left out and counted. */
export function imagesBack(
	record: ConversationRecord,
	known: ReadonlyMap<string, string>,
): {readonly record: ConversationRecord; readonly lost: number} {
	let lost = 0;
	const imagesOf = (message: ChatMessage): ChatMessage =>
		mapImages(message, image => {
			const found = idForm.test(image) ? known.get(image) : image;
			lost += found === undefined ? 1 : 0;
			return found === undefined ? [] : [found];
		});
	return {record: mapQuestion(record, imagesOf), lost};
}

function mapQuestion(
	record: ConversationRecord,
	map: (message: ChatMessage) => ChatMessage,
): ConversationRecord {
	switch (record.type) {
		case 'turn':
			return {...record, turn: {...record.turn, question: map(record.turn.question)}};
		case 'interrupted':
			return {...record, question: map(record.question)};
		default:
			return record;
	}
}

function mapImages(message: ChatMessage, map: (image: string) => readonly string[]): ChatMessage {
	return message.images === undefined ? message : {...message, images: message.images.flatMap(map)};
}
