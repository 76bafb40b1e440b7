// Every page of the portal: each is looked at in both languages, light and dark, wide and narrow.

export interface Place {
  name: string;
  path: string;
  /** The status that it answers with; 200 unless said otherwise. */
  status?: number;
}

export const PLACES: Place[] = [
  { name: 'home', path: '/' },
  { name: 'search', path: '/datasets' },
  { name: 'search-hits', path: '/datasets?q=%E5%85%AC%E5%85%B1%E4%BA%A4%E9%80%9A' },
  { name: 'search-faulty', path: '/datasets?open=maybe&page=0', status: 400 },
  { name: 'search-nothing', path: '/datasets?q=zzzzqqqq' },
  { name: 'dataset-map', path: '/datasets/bus-stops' },
  { name: 'dataset-large', path: '/datasets/transit-card-15min' },
  { name: 'dataset-conditional', path: '/datasets/bus-arrivals' },
  { name: 'dataset-not-open', path: '/datasets/assistance-recipients' },
  { name: 'open-list', path: '/open-list' },
  { name: 'bodies', path: '/bodies' },
  { name: 'body', path: '/bodies/transport-commission' },
  { name: 'theme', path: '/themes/transport' },
  { name: 'transparency', path: '/transparency' },
  { name: 'refused', path: '/datasets/assistance-recipients/versions/1/all.zip', status: 403 },
  { name: 'login', path: '/login' },
  { name: 'forgotten', path: '/login/forgotten' },
  { name: 'register', path: '/register' },
  { name: 'rules', path: '/rules' },
  { name: 'sign-in-needed', path: '/account', status: 401 },
  { name: 'not-found', path: '/datasets/no-such-dataset', status: 404 },
];
