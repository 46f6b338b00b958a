/** What keeps nodes from being connected until a person has done something about it. `where` as failures name it. */
export type Obstacle =
	| {readonly kind: 'hostKey'; readonly where: string}
	| {readonly kind: 'passphrase'; readonly keyFile: string}
	| {readonly kind: 'answer'; readonly where: string};
