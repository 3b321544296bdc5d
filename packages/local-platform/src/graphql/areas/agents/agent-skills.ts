import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { requireAgent } from './agent-access.js';

/** A row of `agent_skills`. */
interface SkillRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
}

/** `Query.agent_skills_catalog`: the skills that the account made. monday's own are not known. */
export function skillsCatalog(_args: object, { database, accountId }: GraphQLContext): SkillRow[] {
  return database.all<SkillRow>(
    'SELECT id, name, description FROM agent_skills WHERE account_id = ? ORDER BY id',
    accountId,
  );
}

interface CreateArgs {
  readonly name: string;
  readonly content: string;
  readonly description?: string | null;
}

/** `Mutation.create_agent_skill` */
export function createSkill({ name, content, description }: CreateArgs, context: GraphQLContext): SkillRow {
  if (name.trim() === '') throw new GraphQLProblem('InvalidArgumentException', 'name is empty.');
  const skill = { id: context.database.nextId('agent_skills'), name, description: description ?? null };
  context.database.insert('agent_skills', { ...skill, account_id: context.accountId, content });
  return skill;
}

interface SkillArgs {
  readonly agent_id: string;
  readonly skill_id: string;
}

/** `Mutation.add_skill_to_agent` */
export function addSkill({ agent_id, skill_id }: SkillArgs, context: GraphQLContext): object {
  const skill = skillsCatalog({}, context).find(({ id }) => id === Number(skill_id));
  if (!skill) throw new GraphQLProblem('ResourceNotFoundException', 'Skill not found');
  return changeSkills(agent_id, context, (ids) => [...new Set([...ids, skill.id])]);
}

/** `Mutation.remove_skill_from_agent` */
export function removeSkill({ agent_id, skill_id }: SkillArgs, context: GraphQLContext): object {
  return changeSkills(agent_id, context, (ids) => ids.filter((id) => id !== Number(skill_id)));
}

function changeSkills(
  agentId: string,
  context: GraphQLContext,
  change: (ids: readonly number[]) => readonly number[],
): object {
  const agent = requireAgent(agentId, context);
  const ids = change(JSON.parse(agent.skill_ids) as number[]);
  context.database.update('agents', ['id', agent.id], {
    skill_ids: JSON.stringify(ids),
    updated_at: context.now(),
  });
  return { success: true };
}
