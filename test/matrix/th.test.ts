import { matrix } from './matrix.ts';

matrix('th');
