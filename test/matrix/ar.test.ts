import { matrix } from './matrix.ts';

matrix('ar');
