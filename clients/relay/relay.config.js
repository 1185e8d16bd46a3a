import { relayConfig } from 'accessgraph/relay';

const config = relayConfig({ src: '.', artifactDirectory: './generated', persistConfig: { file: './generated/persisted.json' } });

export { config as 'module.exports' };
