import { matrix } from './matrix.ts';

matrix('en');
