import type {ChatMessage, ChatQuestion} from '../domain/ollama.ts';
import type {RouteRequest} from '../domain/routing.ts';

/** One question of a person, with all that goes before it. */
export type TurnRequest = Pick<
	ChatQuestion,
	'think' | 'format' | 'options' | 'keepAlive' | 'tools'
> & {
	/** Of the turn: unique in its conversation. */
	readonly id: string;
	/** Where it may go; its model is a wish: `llama3.2` is asked for as the node has it. */
	readonly route: Omit<RouteRequest, 'tried'>;
	/** The whole prompt in order. */
	readonly before: readonly ChatMessage[];
	readonly question: ChatMessage;
	/** What answered before in this conversation; undefined: nothing, or nobody knows its digest. */
	readonly earlier?: {readonly model: string; readonly digest: string} | undefined;
};
