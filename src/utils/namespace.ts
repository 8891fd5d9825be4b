/** The name of what all our scripts share on a page: the registry in memory, and the database, which exists only while something waits. */
export const namespace = 'action-widgets';
