import { matrix } from './matrix.ts';

matrix('km');
