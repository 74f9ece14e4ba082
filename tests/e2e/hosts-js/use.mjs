// The example of the package's README, against the installed package.
import { load } from 'agentrender';

const text = `{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: scout, namespace: tidepool},
  spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}}`;
const renderer = await load();
const result = renderer.render({ name: 'scout.yaml', text });
if (!result.output.includes('name: scout-server')) throw new Error(JSON.stringify(result));
