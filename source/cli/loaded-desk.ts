/** What carries out effects of one kind. */
type EffectDesk<Effect> = {
	readonly run: (effect: Effect) => void;
	readonly end: () => Promise<unknown>;
};

/** One that is loaded when it is first asked for something. */
export function loadedDesk<Effect>(load: () => Promise<EffectDesk<Effect>>): EffectDesk<Effect> {
	let loading: Promise<EffectDesk<Effect>> | undefined;
	return {
		run(effect) {
			loading ??= load();
			// In the order in which they came.
			void loading.then(desk => desk.run(effect));
		},
		end: async () => (await loading)?.end(),
	};
}
