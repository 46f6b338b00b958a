import {chatStatsLines} from '../components/chat-stats-lines.ts';
import {textLine} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import {type AskedModel, askedModels, healthNamed} from '../store/asked-models.ts';
import {failedCount} from '../theme/chat-stats-text.ts';
import {clean, safe} from '../theme/safe.ts';
import {isAiry} from './chat-pane.ts';
import type {PaneSight} from './chat-sight.ts';
import type {PaneContent} from './scrolled-pane.ts';

/** How fast nodes and models answered, in this run of the program and in earlier ones. */
export function chatStatsPane({state, room, profile}: PaneSight): PaneContent {
	const models = askedModels(state);
	const head = {title: {text: safe`answers so far`, isStrong: true}, facts: factsOf(models)};
	if (models.length === 0) {
		const text = safe`Nothing was asked yet: the first answer brings figures.`;
		return {head, lines: [{pieces: []}, textLine(text)]};
	}

	const rows = models.map(one => ({...one, health: healthNamed(state, one.node)}));
	return {
		head,
		lines: chatStatsLines(rows, {columns: room.columns, isAiry: isAiry(room), profile}),
	};
}

/** `38 asked · 2 failed · 1 under way` */
function factsOf(models: readonly AskedModel[]): readonly HairlineFact[] {
	const sumOf = (count: (model: AskedModel) => number): number =>
		models.reduce((sum, model) => sum + count(model), 0);
	const failed = sumOf(({metrics}) => (metrics === undefined ? 0 : failedCount(metrics)));
	const underWay = sumOf(one => one.underWay);
	const asked = sumOf(({metrics}) => metrics?.requests ?? 0);
	return [
		safe`${clean(asked.toLocaleString('en'))} asked`,
		...(failed === 0 ? [] : [safe`${clean(failed.toLocaleString('en'))} failed`]),
		...(underWay === 0 ? [] : [safe`${underWay} under way`]),
	].map((text, place) => ({text, place}));
}
