using System;
using System.Collections;
using System.Reflection;
using nanoFramework.TestFramework;

namespace TeddyFirmware.Launcher
{
    /// <summary>Runs the unit tests of an image, as the launcher of nanoFramework.TestFramework does, and prints the same lines.</summary>
    /// <remarks>
    /// That launcher cannot be used on a full heap: a garbage collection while nanoCLR reads the attributes of a method takes the
    /// arguments of a [DataRow] away, which no reference protects yet (AttributeParser and RuntimeType::GetCustomAttributes of
    /// nf-interpreter). Two of seven runs of a part, at 96 to 256 KB, fell over that. This one collects before it asks for attributes, so
    /// that none is due meanwhile, and says at its end that it is the end: "Tests done" and the number of results.
    /// </remarks>
    public sealed class Program
    {
        private int _results;

        private Program()
        {
        }

        /// <summary>Runs every test class.</summary>
        public static void Main()
        {
            Program program = new Program();
            foreach (Type type in TestClasses())
            {
                program.RunClass(type);
            }

            Console.WriteLine("Tests done," + program._results.ToString());
        }

        private static ArrayList TestClasses()
        {
            ArrayList classes = new ArrayList();
            foreach (Type type in Assembly.Load("NFUnitTest").GetTypes())
            {
                if (type.IsClass && IsTestClass(type))
                {
                    classes.Add(type);
                }
            }

            return classes;
        }

        private static bool IsTestClass(Type type)
        {
            foreach (object attribute in type.GetCustomAttributes(true))
            {
                if (attribute.GetType() == typeof(TestClassAttribute))
                {
                    return true;
                }
            }

            return false;
        }

        private void RunClass(Type type)
        {
            MethodInfo[] methods = type.GetMethods();
            if (RunEach(methods, typeof(SetupAttribute)))
            {
                RunEach(methods, typeof(TestMethodAttribute));
                RunEach(methods, typeof(DataRowAttribute));
                RunEach(methods, typeof(CleanupAttribute));
            }
        }

        // False where [Setup] skips the class.
        private bool RunEach(MethodInfo[] methods, Type kind)
        {
            foreach (MethodInfo method in methods)
            {
                if (!Run(method, kind))
                {
                    return false;
                }
            }

            return true;
        }

        private bool Run(MethodInfo method, Type kind)
        {
            nanoFramework.Runtime.Native.GC.Run(true);
            object[] attributes = Helper.RemoveTestMethodIfDataRowExists(method.GetCustomAttributes(true));
            for (int i = 0; i < attributes.Length; i++)
            {
                if (attributes[i].GetType() == kind && !Run(method, attributes[i], i) && kind == typeof(SetupAttribute))
                {
                    return false;
                }
            }

            return true;
        }

        // False where the method asks to be skipped.
        private bool Run(MethodInfo method, object attribute, int index)
        {
            string name = "," + method.DeclaringType.FullName + "." + method.Name + "." + index.ToString() + ",";
            DataRowAttribute row = attribute as DataRowAttribute;
            _results++;
            try
            {
                long start = DateTime.UtcNow.Ticks;
                method.Invoke(null, row == null ? null : row.MethodParameters);
                Console.WriteLine("Test passed" + name + (DateTime.UtcNow.Ticks - start).ToString());
            }
            catch (SkipTestException e)
            {
                Console.WriteLine("Test skipped" + name + e.Message);
                return false;
            }
            catch (Exception e)
            {
                Console.WriteLine("Test failed" + name + e.Message);
            }

            return true;
        }
    }
}
